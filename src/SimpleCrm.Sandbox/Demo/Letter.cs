using System.Net;
using MimeKit;
using MimeKit.Text;
using MimeKit.Utils;

namespace SimpleCrm.Sandbox.Demo;

/// <summary>An email of the cast, to be written out.</summary>
internal sealed record Letter(MailboxAddress From, MailboxAddress To, string Subject, string Text)
{
    /// <summary>Without angle brackets.</summary>
    public required string MessageId { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Ids of the emails before it in its thread, oldest first.</summary>
    public IReadOnlyList<string> After { get; init; } = [];
    public MailboxAddress? Cc { get; init; }

    /// <summary>Name of an attachment, which is made up.</summary>
    public string? File { get; init; }

    /// <summary>With an HTML part besides the text.</summary>
    public bool IsHtml { get; init; }

    /// <summary>An HTML part of its own.</summary>
    public string? Html { get; init; }

    /// <summary>The email answered: when it was written, by whom, and its text.</summary>
    public (DateTimeOffset At, string By, string Text)? Quoted { get; init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public byte[] Write()
    {
        using var message = new MimeMessage { Subject = Subject, MessageId = MessageId, Date = At };
        message.From.Add(From);
        message.To.Add(To);
        if (Cc is not null)
            message.Cc.Add(Cc);
        if (After.Count > 0)
            message.InReplyTo = After[^1];
        message.References.AddRange(After);
        foreach (var (name, value) in Headers)
            message.Headers.Add(name, value);
        var quote = Quoted is var (at, by, text) ? (Line: $"On {at:ddd, d MMM yyyy} at {at:HH:mm}, {by} wrote:", Text: text) : default;
        var body = new BodyBuilder
        {
            TextBody = quote.Text is null ? Text : $"{Text}\n\n{quote.Line}\n{string.Join('\n', quote.Text.Split('\n').Select(l => l.StartsWith('>') ? ">" + l : "> " + l))}",
            HtmlBody = Html ?? (IsHtml ? $"<div style=\"font-family:Arial,sans-serif\">{Paragraphs(Text)}{(quote.Text is null ? "" : $"<p>{WebUtility.HtmlEncode(quote.Line)}</p><blockquote style=\"margin:0 0 0 8px;padding-left:8px;border-left:2px solid #c8c8c8\">{Paragraphs(quote.Text)}</blockquote>")}</div>" : null),
        };
        if (File is not null)
            body.Attachments.Add(File, DemoFiles.Create(File), ContentType.Parse(MimeTypes.GetMimeType(File)));
        message.Body = body.ToMessageBody();
        return Bytes(message);
    }

    public static byte[] Bytes(MimeMessage message)
    {
        var wire = FormatOptions.Default.Clone();
        wire.NewLineFormat = NewLineFormat.Dos;
        using var bytes = new MemoryStream();
        message.WriteTo(wire, bytes);
        return bytes.ToArray();
    }

    private static string Paragraphs(string text) =>
        string.Concat(text.Split("\n\n").Select(p => $"<p>{string.Join("<br>", p.Split('\n').Select(WebUtility.HtmlEncode))}</p>"));
}
