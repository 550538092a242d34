using MailKit;
using MailKit.Net.Imap;
using SimpleCrm.Mail;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>
/// Fetches one batch of emails on one line. Small ones whole, in one command; of large ones the header, the structure and the parts
/// that are shown, so that attachments stay at the server.
/// </summary>
internal sealed class BatchFetch(ImapLine line)
{
    private const uint WholeUpTo = 128 * 1024;
    private const int MaxHeader = 1024 * 1024;
    private const int MaxLeaf = CappedImapClient.MaxPiece - 64 * 1024;
    private const int MaxWhole = CappedImapClient.MaxPiece - 64 * 1024;

    /// <summary>An email that broke the conversation before: only its first bytes are taken, no structure.</summary>
    public bool IsCareful { get; init; }

    public async Task<IReadOnlyList<FetchedEmail>> FetchAsync(string folderId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken)
    {
        var folder = await line.SelectAsync(folderId, cancellationToken);
        var uids = RemoteIds.Uids(remoteIds, folder.UidValidity);
        if (uids.Count == 0)
            return [];
        var outlines = await FetchOutlinesAsync(folder, uids, cancellationToken);
        var contents = new Dictionary<UniqueId, ParsedEmail>(outlines.Count);
        var small = IsCareful ? [] : outlines.Values.Where(o => o.Size is > 0 and <= WholeUpTo).Select(o => o.UniqueId).ToList();
        if (small.Count > 0)
            await FetchWholeAsync(folder, small, contents, cancellationToken);
        var large = outlines.Values.Where(o => !contents.ContainsKey(o.UniqueId)).Select(o => o.UniqueId).ToList();
        if (large.Count > 0)
            await FetchPartsAsync(folder, large, contents, cancellationToken);

        var fetched = new List<FetchedEmail>(outlines.Count);
        foreach (var uid in uids)
        {
            if (!outlines.TryGetValue(uid, out var outline) || (outline.Flags is { } set && Emails.IsDeleted(set)))
                continue;
            // An answer without flags is no sign that the email has gone: it is tried again later.
            fetched.Add(outline.Flags is { } flags
                ? Describe(outline, flags, contents.GetValueOrDefault(uid))
                : new FetchedEmail { Remote = Emails.Of(uid.Validity, uid.Id, MessageFlags.None), Failure = "server:no-flags" });
        }
        return fetched;
    }

    private static FetchedEmail Describe(IMessageSummary outline, MessageFlags flags, ParsedEmail? content) => new()
    {
        Remote = Emails.Of(outline.UniqueId.Validity, outline.UniqueId.Id, flags),
        ReceivedAt = outline.InternalDate ?? default,
        Size = outline.Size ?? 0,
        ExternalId = outline.GMailMessageId?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ExternalThreadId = outline.GMailThreadId?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        IsDraft = (flags & MessageFlags.Draft) != 0,
        Content = content,
        Failure = content is null ? "server:no-content" : null,
    };

    // Keyed by UID: the order of answers means nothing.
    private async Task<Dictionary<UniqueId, IMessageSummary>> FetchOutlinesAsync(ImapFolder folder, List<UniqueId> uids, CancellationToken cancellationToken)
    {
        var items = MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.Size | MessageSummaryItems.InternalDate;
        if (line.Offers(ImapCapabilities.GMailExt1))
            items |= MessageSummaryItems.GMailMessageId | MessageSummaryItems.GMailThreadId;
        var outlines = new Dictionary<UniqueId, IMessageSummary>(uids.Count);
        foreach (var outline in await folder.FetchAsync(uids, new FetchRequest(items), cancellationToken))
            outlines[outline.UniqueId] = outline;
        return outlines;
    }

    private static Task FetchWholeAsync(ImapFolder folder, List<UniqueId> uids, Dictionary<UniqueId, ParsedEmail> contents, CancellationToken cancellationToken) =>
        folder.GetStreamsAsync(uids, (_, _, uid, stream, token) =>
        {
            contents[uid] = MimeReader.Read(stream, MimeLimits.Default, token);
            return Task.CompletedTask;
        }, cancellationToken);

    private async Task FetchPartsAsync(ImapFolder folder, List<UniqueId> uids, Dictionary<UniqueId, ParsedEmail> contents, CancellationToken cancellationToken)
    {
        var structures = new Dictionary<UniqueId, BodyPart>();
        if (!IsCareful && !line.Quirks.StructureLies)
        {
            foreach (var summary in await folder.FetchAsync(uids, new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.BodyStructure), cancellationToken))
            {
                if (summary.Body is { } body)
                    structures[summary.UniqueId] = body;
            }
        }
        foreach (var uid in uids)
        {
            var content = structures.TryGetValue(uid, out var body) && PartNodes.Of(body) is { } root
                ? await ComposeAsync(folder, uid, root, cancellationToken)
                : null;
            content ??= await FetchBeginningAsync(folder, uid, cancellationToken);
            if (content is not null)
                contents[uid] = content;
        }
    }

    private static async Task<ParsedEmail?> ComposeAsync(ImapFolder folder, UniqueId uid, PartNode root, CancellationToken cancellationToken)
    {
        if (await FetchPieceAsync(folder, uid, "HEADER", MaxHeader, cancellationToken) is not { Length: > 0 } header)
            return null;
        var leaves = new Dictionary<string, byte[]>();
        foreach (var leaf in BodySelection.Of(root).ReadLeaves)
        {
            var piece = await FetchPieceAsync(folder, uid, leaf.PartPath, MaxLeaf, cancellationToken);
            // The structure names a part that is not there.
            if (piece is null || (piece.Length == 0 && leaf.Size > 2))
                return null;
            leaves[leaf.PartPath] = piece;
        }
        return MimeReader.Compose(header, root, leaves, MimeLimits.Default);
    }

    private static async Task<ParsedEmail?> FetchBeginningAsync(ImapFolder folder, UniqueId uid, CancellationToken cancellationToken)
    {
        var beginning = await FetchPieceAsync(folder, uid, "", MaxWhole, cancellationToken);
        return beginning is not { Length: > 0 } ? null : MimeReader.Read(new MemoryStream(beginning, writable: false), MimeLimits.Default, cancellationToken);
    }

    private static async Task<byte[]?> FetchPieceAsync(ImapFolder folder, UniqueId uid, string section, int max, CancellationToken cancellationToken)
    {
        try
        {
            using var stream = (MemoryStream)(section.Length == 0
                ? await folder.GetStreamAsync(uid, 0, max, cancellationToken)
                : await folder.GetStreamAsync(uid, section, 0, max, cancellationToken));
            return stream.ToArray();
        }
        catch (MessageNotFoundException)
        {
            return null;
        }
    }
}
