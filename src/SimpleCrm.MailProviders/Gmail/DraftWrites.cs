using System.Buffers.Text;
using Google.Apis.Gmail.v1;
using Google.Apis.Gmail.v1.Data;
using Google.Apis.Upload;
using SimpleCrm.Mail;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Gmail;

/// <summary>
/// Drafts. Gmail gives a draft an id of its own and its message another one with each change; here a draft is known, like every email, by the id
/// of its message.
/// </summary>
internal sealed class DraftWrites(GmailService service, GmailCalls calls)
{
    public async Task<string> SaveAsync(string? messageId, MailContent message, CancellationToken cancellationToken)
    {
        if (messageId is not null && await FindAsync(messageId, cancellationToken) is { } id)
        {
            try
            {
                return (await UpdateAsync(id, message, cancellationToken)).Message!.Id!;
            }
            catch (MailboxAccessException exception) when (GmailErrors.IsGone(exception))
            {
                // Sent or discarded meanwhile: what is being written is kept as a new one.
            }
        }
        return (await CreateAsync(message, cancellationToken)).Message!.Id!;
    }

    private async Task<Draft> UpdateAsync(string id, MailContent message, CancellationToken cancellationToken)
    {
        if (message.Length >= MessageUpload.From)
            return await UploadAsync(message, source => service.Users.Drafts.Update(new Draft(), "me", id, source, "message/rfc822"), cancellationToken);
        var body = await BodyAsync(message, cancellationToken);
        return await calls.RunAsync(() => service.Users.Drafts.Update(body, "me", id), calls.Costs.SaveDraft, isPersonal: true, cancellationToken);
    }

    private async Task<Draft> CreateAsync(MailContent message, CancellationToken cancellationToken)
    {
        if (message.Length >= MessageUpload.From)
            return await UploadAsync(message, source => service.Users.Drafts.Create(new Draft(), "me", source, "message/rfc822"), cancellationToken);
        var body = await BodyAsync(message, cancellationToken);
        return await calls.RunOnceAsync(() => service.Users.Drafts.Create(body, "me"), calls.Costs.SaveDraft, isPersonal: true, cancellationToken);
    }

    private static async Task<Draft> BodyAsync(MailContent message, CancellationToken cancellationToken) =>
        new() { Message = new Message { Raw = Base64Url.EncodeToString(await message.ReadAllAsync(cancellationToken)) } };

    private async Task<Draft> UploadAsync(MailContent message, Func<Stream, ResumableUpload<Draft, Draft>> create, CancellationToken cancellationToken)
    {
        await calls.Budget.TakeAsync(calls.Costs.SaveDraft, isPersonal: true, cancellationToken);
        try
        {
            await using var source = await message.OpenAsync(cancellationToken);
            return await MessageUpload.RunAsync(create(source), cancellationToken);
        }
        catch (Exception exception) when (GmailErrors.IsAccess(exception, cancellationToken))
        {
            throw GmailErrors.Of(exception);
        }
    }

    public async Task DeleteAsync(string messageId, CancellationToken cancellationToken)
    {
        if (await FindAsync(messageId, cancellationToken) is not { } id)
            return;
        try
        {
            await calls.RunAsync(() => service.Users.Drafts.Delete("me", id), calls.Costs.Delete, isPersonal: true, cancellationToken);
        }
        catch (MailboxAccessException exception) when (GmailErrors.IsGone(exception))
        {
            // Already so.
        }
    }

    private async Task<string?> FindAsync(string messageId, CancellationToken cancellationToken)
    {
        string? page = null;
        do
        {
            var token = page;
            var answer = await calls.RunAsync(() =>
            {
                var request = service.Users.Drafts.List("me");
                (request.MaxResults, request.PageToken, request.Fields) = (500, token, "drafts(id,message/id),nextPageToken");
                return request;
            }, calls.Costs.List, isPersonal: true, cancellationToken);
            if (answer.Drafts?.FirstOrDefault(d => d.Message?.Id == messageId)?.Id is { } id)
                return id;
            page = answer.NextPageToken;
        }
        while (!string.IsNullOrEmpty(page));
        return null;
    }
}
