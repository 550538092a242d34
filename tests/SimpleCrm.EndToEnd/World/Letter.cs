using MimeKit;
using MimeKit.Utils;

namespace SimpleCrm.EndToEnd;

/// <summary>An email to be delivered.</summary>
public sealed record Letter(string Subject)
{
    public string From { get; init; } = "Claire Dubois <claire@mercier.example>";

    public string Text { get; init; } = "Nothing to add.";

    public string? Html { get; init; }

    public string? Cc { get; init; }

    public string? ReplyTo { get; init; }

    /// <summary>Without angle brackets.</summary>
    public string Id { get; init; } = MimeUtils.GenerateMessageId("mercier.example");

    /// <summary>The ids of the emails before it in its thread, oldest first.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    public DateTimeOffset Date { get; init; } = TimeProvider.System.GetUtcNow();

    public IReadOnlyList<(string Name, string Type, byte[] Content)> Files { get; init; } = [];

    public byte[] ToBytes(string to)
    {
        var message = new MimeMessage { Subject = Subject, MessageId = Id, Date = Date };
        message.From.Add(MailboxAddress.Parse(From));
        message.To.Add(MailboxAddress.Parse(to));
        if (Cc is not null) message.Cc.AddRange(InternetAddressList.Parse(Cc));
        if (ReplyTo is not null) message.ReplyTo.AddRange(InternetAddressList.Parse(ReplyTo));
        if (After.Count > 0) message.InReplyTo = After[^1];
        message.References.AddRange(After);
        var body = new BodyBuilder { TextBody = Html is null ? Text : null, HtmlBody = Html };
        foreach (var (name, type, content) in Files) body.Attachments.Add(name, content, ContentType.Parse(type));
        message.Body = body.ToMessageBody();
        using var raw = new MemoryStream();
        message.WriteTo(new FormatOptions { NewLineFormat = NewLineFormat.Dos }, raw);
        return raw.ToArray();
    }
}
