using System.Buffers.Text;
using Google.Apis.Gmail.v1;
using Google.Apis.Gmail.v1.Data;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Gmail;

/// <summary>
/// Drafts. Gmail gives a draft an id of its own and its message another one with each change; here a draft is known, like every email, by the id
/// of its message.
/// </summary>
internal sealed class DraftWrites(GmailService service, GmailCalls calls)
{
    public async Task<string> SaveAsync(string? messageId, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        var body = new Draft { Message = new Message { Raw = Base64Url.EncodeToString(message.Span) } };
        if (messageId is not null && await FindAsync(messageId, cancellationToken) is { } id)
        {
            try
            {
                var updated = await calls.RunAsync(() => service.Users.Drafts.Update(body, "me", id), calls.Costs.SaveDraft, isPersonal: true, cancellationToken);
                return updated.Message!.Id!;
            }
            catch (MailboxAccessException exception) when (GmailErrors.IsGone(exception))
            {
                // Sent or discarded meanwhile: what is being written is kept as a new one.
            }
        }
        var created = await calls.RunOnceAsync(() => service.Users.Drafts.Create(body, "me"), calls.Costs.SaveDraft, isPersonal: true, cancellationToken);
        return created.Message!.Id!;
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
