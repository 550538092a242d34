using System.Text.Json;
using Microsoft.Graph.Me.Messages.Item.Move;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using SimpleCrm.Mail;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Outlook;

/// <summary>Changes and looks up messages, twenty in one call.</summary>
internal sealed class OutlookWrites(GraphLine line)
{
    // Headers of a message are properties of this set.
    private const string HeaderProperty = "String {00020386-0000-0000-C000-000000000046} Name ";
    private const string OriginalIdHeader = "X-Microsoft-Original-Message-ID";
    private const int MaxFound = 50;

    private readonly GraphBatch _batch = new(line);

    public Task SetFlagsAsync(IReadOnlyList<string> remoteIds, bool? read, bool? starred, CancellationToken cancellationToken) =>
        EachAsync(remoteIds, id => line.Graph.Me.Messages[id].ToPatchRequestInformation(new Message
        {
            IsRead = read,
            Flag = starred is { } flagged ? new FollowupFlag { FlagStatus = flagged ? FollowupFlagStatus.Flagged : FollowupFlagStatus.NotFlagged } : null,
        }), (_, _) => { }, cancellationToken);

    // Of a draft only the edition that is known here: one that somebody has edited since stays.
    public async Task<IReadOnlyDictionary<string, string>> MoveAsync(string folderId, IReadOnlyList<string> remoteIds, string toFolderId, CancellationToken cancellationToken)
    {
        var editions = remoteIds.Where(OutlookIds.IsEdition).ToList();
        if (editions.Count > 0)
            remoteIds = [.. remoteIds.Except(editions), .. (await FindAsync(folderId, editions, cancellationToken)).Select(r => r.RemoteId)];
        var moved = new Dictionary<string, string>();
        await EachAsync(remoteIds, id => line.Graph.Me.Messages[id].Move.ToPostRequestInformation(new MovePostRequestBody { DestinationId = toFolderId }), (id, body) => moved[id] = OutlookIds.Of(MessageJson.Parse(body)), cancellationToken);
        return moved;
    }

    // Only what is still where it was: what somebody has moved meanwhile is not to go.
    public async Task DeleteAsync(string folderId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken)
    {
        var present = (await FindAsync(folderId, remoteIds, cancellationToken)).Select(r => r.RemoteId).ToList();
        await EachAsync(present, id => line.Graph.Me.Messages[id].PermanentDelete.ToPostRequestInformation(), (_, _) => { }, cancellationToken);
    }

    public async Task<IReadOnlyList<RemoteEmail>> FindAsync(string folderId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken)
    {
        var found = new List<RemoteEmail>();
        await EachAsync(remoteIds, id => line.Graph.Me.Messages[id].ToGetRequestInformation(c => c.QueryParameters.Select = ["id", "changeKey", "isDraft", "isRead", "flag", "parentFolderId"]), (id, body) =>
        {
            var message = MessageJson.Parse(body);
            if (message.ParentFolderId == folderId && id == OutlookIds.Of(message))
                found.Add(Outline.Of(message).Remote);
        }, cancellationToken);
        return found;
    }

    public async Task<IReadOnlyList<string>> FindByMessageIdAsync(string folderId, string messageId, string? marker, CancellationToken cancellationToken)
    {
        var filters = new List<string> { $"internetMessageId eq '{Quoted($"<{messageId}>")}'", Header(OriginalIdHeader, $"<{messageId}>") };
        if (!string.IsNullOrEmpty(marker))
            filters.Add(Header(MimeReader.OutgoingHeader, marker));
        var parts = await _batch.RunAsync([.. filters.Select(filter => (Func<RequestInformation>)(() => line.Graph.Me.MailFolders[folderId].Messages.ToGetRequestInformation(c =>
        {
            c.QueryParameters.Filter = filter;
            c.QueryParameters.Select = ["id", "changeKey", "isDraft"];
            c.QueryParameters.Top = MaxFound;
        })))], cancellationToken);
        var found = new List<string>();
        foreach (var part in parts)
        {
            if (!part.IsSuccess)
                throw OutlookErrors.Of(part.Status, part.Code, part.Words, part.Wait);
            found.AddRange(MessageJson.ParseList(part.Body).Select(OutlookIds.Of));
        }
        return [.. found.Distinct()];
    }

    /// <summary>A filter for messages with a header of a value.</summary>
    public static string Header(string name, string value) =>
        $"singleValueExtendedProperties/any(ep: ep/id eq '{HeaderProperty}{name}' and ep/value eq '{Quoted(value)}')";

    private static string Quoted(string text) => text.Replace("'", "''", StringComparison.Ordinal);

    // What has gone is passed over. The first refusal is thrown when everything has been tried.
    private async Task EachAsync(IReadOnlyList<string> remoteIds, Func<string, RequestInformation> call, Action<string, string> done, CancellationToken cancellationToken)
    {
        MailboxAccessException? refusal = null;
        foreach (var chunk in remoteIds.Distinct().Chunk(GraphBatch.Size))
        {
            var parts = await _batch.RunAsync([.. chunk.Select(id => (Func<RequestInformation>)(() => call(OutlookIds.Bare(id))))], cancellationToken);
            foreach (var (id, part) in chunk.Zip(parts))
            {
                if (part.IsSuccess)
                    done(id, part.Body);
                else if (!part.IsGone || part.Code == "ErrorFolderNotFound")
                    refusal ??= OutlookErrors.Of(part.Status, part.Code, part.Words, part.Wait);
            }
            if (refusal is not null)
                throw refusal;
        }
    }
}
