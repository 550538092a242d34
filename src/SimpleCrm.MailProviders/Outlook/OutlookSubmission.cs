using System.Text;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using MimeKit;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Outlook;

/// <summary>
/// Sends by making a draft and sending that, so that the sent copy is known by the draft's id. Before the sending call nothing can have left; after
/// it, an answer that is lost leaves the fate unknown, whatever is found. A draft that could not be removed is removed before the next try.
/// </summary>
internal sealed class OutlookSubmission(GraphLine line)
{
    private readonly OutlookDrafts _drafts = new(line);

    public async Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        string? draftId = null;
        if (message.IsRepeated && await CleanAsync(null, message.Marker) is { } stillThere)
            return NotSent(stillThere);
        try
        {
            draftId = (await _drafts.CreateAsync(await WithHiddenRecipientsAsync(message, cancellationToken), id => draftId = id, cancellationToken)).Id!;
        }
        catch (Exception exception) when (OutlookErrors.IsAccess(exception, CancellationToken.None) || exception is OperationCanceledException)
        {
            var left = await CleanAsync(draftId, message.Marker);
            var failure = OutlookErrors.Of(exception, line.Time);
            return failure.IsRefusal ? Rejected(failure, left) : NotSent(failure);
        }
        try
        {
            await line.Graph.Me.Messages[draftId].Send.PostAsync(c => c.Headers.TryAdd("Prefer", GraphLine.ImmutableIds), cancellationToken);
            return Accepted(draftId);
        }
        catch (Exception exception) when (OutlookErrors.IsAccess(exception, CancellationToken.None) || exception is OperationCanceledException)
        {
            return await JudgeAsync(draftId, message.Marker, exception);
        }
    }

    private async Task<SendResult> JudgeAsync(string draftId, string marker, Exception exception)
    {
        var failure = OutlookErrors.Of(exception, line.Time);
        switch (exception)
        {
            // The call was never made, or refused before it was looked at.
            case MailboxAccessException or HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError }
                or ApiException { ResponseStatusCode: 401 or 429 }:
                await CleanAsync(draftId, marker);
                return NotSent(failure);
            case ApiException { ResponseStatusCode: 400 or 403 or 405 or 409 or 413 or 422 }:
                return Rejected(failure, await CleanAsync(draftId, marker));
        }
        var now = await LookAsync(draftId);
        if (now is { IsDraft: false })
            return Accepted(draftId);
        // The service has answered that it failed, and the draft is still one: once that is gone, nothing can be sent any more.
        if (exception is ApiException { ResponseStatusCode: 500 or 503 } && now is { IsDraft: true } && await CleanAsync(draftId, marker) is null && await LookAsync(draftId) is null)
            return NotSent(failure);
        return new SendResult(SendOutcome.Unknown, failure.Detail, None) { RemoteId = draftId };
    }

    private async Task<Message?> LookAsync(string id)
    {
        try
        {
            return await _drafts.GetAsync(id, CancellationToken.None);
        }
        catch (Exception exception) when (OutlookErrors.IsAccess(exception, CancellationToken.None))
        {
            return new Message { Id = id };
        }
    }

    // A draft whose making was not answered is found by our header. What kept a draft from being removed is answered.
    private async Task<MailboxAccessException?> CleanAsync(string? draftId, string marker)
    {
        try
        {
            var ids = draftId is not null ? [draftId] : marker.Length == 0 ? [] : await FindDraftsAsync(marker);
            foreach (var id in ids)
                await _drafts.DeleteAsync(id, CancellationToken.None);
            return null;
        }
        catch (Exception exception) when (OutlookErrors.IsAccess(exception, CancellationToken.None))
        {
            return OutlookErrors.Of(exception, line.Time);
        }
    }

    // In every folder: a draft that was left behind shows among the emails, and the person may have moved it.
    private async Task<IReadOnlyList<string>> FindDraftsAsync(string marker)
    {
        var found = await line.Graph.Me.Messages.GetAsync(c =>
        {
            c.QueryParameters.Filter = OutlookWrites.Header(Mail.MimeReader.OutgoingHeader, marker);
            c.QueryParameters.Select = ["id", "isDraft"];
            c.Headers.TryAdd("Prefer", GraphLine.ImmutableIds);
        });
        return [.. found?.Value?.Where(m => m.IsDraft == true).Select(m => m.Id!) ?? []];
    }

    // Graph reads recipients from the message alone; Bcc is taken out of what they get.
    private static async Task<MailContent> WithHiddenRecipientsAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        await using var content = await message.Content.OpenAsync(cancellationToken);
        var headers = await new MimeParser(content, MimeFormat.Entity).ParseHeadersAsync(cancellationToken);
        var named = new[] { HeaderId.To, HeaderId.Cc, HeaderId.Bcc }.Select(id => headers[id]).OfType<string>()
            .SelectMany(value => InternetAddressList.TryParse(value, out var list) ? list.Mailboxes : []).Select(m => m.Address).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var hidden = message.Recipients.Where(r => !named.Contains(r)).ToList();
        return hidden.Count == 0
            ? message.Content
            : message.Content.Behind(Encoding.UTF8.GetBytes($"Bcc: {string.Join(",\r\n ", hidden)}\r\n"));
    }

    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    private static SendResult Accepted(string id) => new(SendOutcome.Accepted, null, None) { RemoteId = id };

    // Nobody tries again what was refused; so it is only once nothing of it is left.
    private static SendResult Rejected(MailboxAccessException failure, MailboxAccessException? left) =>
        left is null ? new(SendOutcome.Rejected, failure.Detail, None) : NotSent(left);

    private static SendResult NotSent(MailboxAccessException failure) => new(SendOutcome.NotSent, failure.Detail, None, failure.Problem);
}
