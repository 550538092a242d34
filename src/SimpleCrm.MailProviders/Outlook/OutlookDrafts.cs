using System.Text;
using Microsoft.Graph;
using Microsoft.Graph.Me.Messages.Item.Attachments.CreateUploadSession;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Serialization;
using MimeKit;
using MimeKit.IO;
using SimpleCrm.Mail;

namespace SimpleCrm.MailProviders.Outlook;

/// <summary>Makes drafts of messages as they are to be sent, so that every header survives. What one call cannot carry follows by upload session.</summary>
internal sealed class OutlookDrafts(GraphLine line)
{
    // A call carries 4 MB, of which base64 takes a quarter.
    private const int MaxMime = 3 * 1024 * 1024 - 64 * 1024;
    private const int MaxDirectFile = 2 * 1024 * 1024;

    // A multiple of 320 KiB, as the SDK demands.
    private const int Slice = 5 * 320 * 1024;

    private static readonly Dictionary<string, ParsableFactory<IParsable>> Errors = new()
    {
        ["4XX"] = ODataError.CreateFromDiscriminatorValue,
        ["5XX"] = ODataError.CreateFromDiscriminatorValue,
    };

    /// <summary>Creates a draft.</summary>
    /// <param name="message">RFC 5322 bytes.</param>
    /// <param name="created">Told the draft's id as soon as there is one, before its files are complete.</param>
    /// <param name="cancellationToken">Stops between calls.</param>
    public async Task<Message> CreateAsync(MailContent message, Action<string>? created, CancellationToken cancellationToken)
    {
        await using var source = await message.OpenAsync(cancellationToken);
        var whole = message.Length <= MaxMime ? null : await MimeMessage.LoadAsync(ParserOptions.Default, source, persistent: true, cancellationToken);
        var (bodies, files) = whole is null ? (await message.ReadAllAsync(cancellationToken), []) : Split(whole);
        var request = line.Graph.Me.Messages.ToPostRequestInformation(new Message());
        request.Headers.Clear();
        request.Headers.Add("Accept", "application/json");
        request.Headers.Add("Prefer", GraphLine.ImmutableIds);
        request.SetStreamContent(new MemoryStream(Encoding.ASCII.GetBytes(Convert.ToBase64String(bodies))), "text/plain");
        var draft = await line.Adapter.SendAsync(request, Message.CreateFromDiscriminatorValue, Errors, cancellationToken)
            ?? throw new IOException("Graph made a draft and did not say which.");
        created?.Invoke(draft.Id!);
        foreach (var file in files)
            await AddAsync(draft.Id!, file, cancellationToken);
        return files.Count == 0 ? draft : await GetAsync(draft.Id!, cancellationToken) ?? draft;
    }

    /// <summary>A message as it is now; null when it has gone.</summary>
    public async Task<Message?> GetAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await line.Graph.Me.Messages[id].GetAsync(c =>
            {
                c.QueryParameters.Select = ["id", "changeKey", "isDraft"];
                c.Headers.TryAdd("Prefer", GraphLine.ImmutableIds);
            }, cancellationToken);
        }
        catch (ApiException exception) when (OutlookErrors.IsGone(exception))
        {
            return null;
        }
    }

    /// <summary>Removes a draft for good; one that has gone, or has been sent meanwhile under its id, is left alone.</summary>
    public async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        if (await GetAsync(id, cancellationToken) is not { IsDraft: true })
            return;
        try
        {
            await line.Graph.Me.Messages[id].PermanentDelete.PostAsync(c => c.Headers.TryAdd("Prefer", GraphLine.ImmutableIds), cancellationToken);
        }
        catch (ApiException exception) when (OutlookErrors.IsGone(exception))
        {
        }
    }

    private async Task AddAsync(string id, MimeEntity file, CancellationToken cancellationToken)
    {
        var content = await ContentAsync(file, cancellationToken);
        var name = file.ContentDisposition?.FileName ?? file.ContentType.Name ?? (file is MessagePart ? "message.eml" : "attachment");
        var isInline = file.ContentDisposition?.Disposition == ContentDisposition.Inline;
        if (content.Length <= MaxDirectFile)
        {
            await line.Graph.Me.Messages[id].Attachments.PostAsync(new FileAttachment
            {
                OdataType = "#microsoft.graph.fileAttachment",
                Name = name,
                ContentType = file.ContentType.MimeType,
                ContentBytes = await content.ReadAllAsync(cancellationToken),
                ContentId = file.ContentId,
                IsInline = isInline,
            }, c => c.Headers.TryAdd("Prefer", GraphLine.ImmutableIds), cancellationToken);
            return;
        }
        var session = await line.Graph.Me.Messages[id].Attachments.CreateUploadSession.PostAsync(new CreateUploadSessionPostRequestBody
        {
            AttachmentItem = new AttachmentItem { AttachmentType = AttachmentType.File, Name = name, Size = content.Length, ContentType = file.ContentType.MimeType, ContentId = file.ContentId, IsInline = isInline },
        }, c => c.Headers.TryAdd("Prefer", GraphLine.ImmutableIds), cancellationToken);
        await using var uploaded = await content.OpenAsync(cancellationToken);
        var upload = await new LargeFileUploadTask<FileAttachment>(session, uploaded, Slice, line.Uploads).UploadAsync(cancellationToken: cancellationToken);
        if (!upload.UploadSucceeded)
            throw new IOException("An attachment could not be uploaded.");
    }

    // A file is decoded as it is read, from the message it is still in.
    private static async Task<MailContent> ContentAsync(MimeEntity file, CancellationToken cancellationToken)
    {
        if (file is MimePart { Content: { } data })
        {
            using var measure = new MeasuringStream();
            await data.DecodeToAsync(measure, cancellationToken);
            return new MailContent(measure.Length, _ => new(data.Open()));
        }
        using var message = new MemoryStream();
        if (file is MessagePart { Message: { } inner })
            await inner.WriteToAsync(message, cancellationToken);
        return message.ToArray();
    }

    // Everything that is not text for reading leaves the message; what is left of it are its headers and bodies.
    private static (byte[] Bodies, IReadOnlyList<MimeEntity> Files) Split(MimeMessage message)
    {
        var files = new List<MimeEntity>();
        void Strip(MimeEntity? entity)
        {
            if (entity is not Multipart multipart)
                return;
            foreach (var part in multipart.ToList())
            {
                if (part is Multipart)
                    Strip(part);
                else if (part.IsAttachment || part is not TextPart)
                {
                    multipart.Remove(part);
                    files.Add(part);
                }
            }
        }
        Strip(message.Body);
        using var rest = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        message.WriteTo(format, rest);
        return (rest.ToArray(), files);
    }
}
