using SearchQuery = MailKit.Search.SearchQuery;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MimeKit;
using SimpleCrm.Mail;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>Changes emails and folders at the server, and never removes an email it was not told to.</summary>
internal sealed class EmailWrites(ImapLine line)
{
    public async Task SetFlagsAsync(string folderId, IReadOnlyList<string> remoteIds, bool? read, bool? starred, CancellationToken cancellationToken)
    {
        var folder = await line.SelectAsync(folderId, cancellationToken);
        var uids = RemoteIds.Uids(remoteIds, folder.UidValidity);
        if (uids.Count == 0)
            return;
        var add = (read == true ? MessageFlags.Seen : 0) | (starred == true ? MessageFlags.Flagged : 0);
        var remove = (read == false ? MessageFlags.Seen : 0) | (starred == false ? MessageFlags.Flagged : 0);
        if (add != 0)
            await StoreAsync(folder, uids, StoreAction.Add, add, cancellationToken);
        if (remove != 0)
            await StoreAsync(folder, uids, StoreAction.Remove, remove, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, string>> MoveAsync(string folderId, IReadOnlyList<string> remoteIds, string toFolderId, CancellationToken cancellationToken)
    {
        var folder = await line.SelectAsync(folderId, cancellationToken);
        var uids = RemoteIds.Uids(remoteIds, folder.UidValidity);
        if (uids.Count == 0)
            return new Dictionary<string, string>();
        var destination = await line.FindFolderAsync(toFolderId, cancellationToken);
        if (line.Offers(ImapCapabilities.Move))
            return Named(await folder.MoveToAsync(uids, destination, cancellationToken));
        // An email of an interrupted move may have been copied already. Only what is still there, unmarked, is copied; COPY is all or nothing (RFC 3501 §6.4.7).
        var present = (await folder.FetchAsync(uids, new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Flags), cancellationToken))
            .Where(s => s.UniqueId.IsValid && s.Flags is { } flags && !Emails.IsDeleted(flags)).Select(s => s.UniqueId).ToList();
        if (present.Count == 0)
            return new Dictionary<string, string>();
        var copied = await folder.CopyToAsync(present, destination, cancellationToken);
        await RemoveAsync(folder, present, cancellationToken);
        return Named(copied);
    }

    public async Task DeleteAsync(string folderId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken)
    {
        var folder = await line.SelectAsync(folderId, cancellationToken);
        var uids = RemoteIds.Uids(remoteIds, folder.UidValidity);
        if (uids.Count > 0)
            await RemoveAsync(folder, uids, cancellationToken);
    }

    // Without UIDPLUS, EXPUNGE would remove whatever any other client has marked: the marks stay, and marked emails count as gone.
    private async Task RemoveAsync(ImapFolder folder, IList<UniqueId> uids, CancellationToken cancellationToken)
    {
        await StoreAsync(folder, uids, StoreAction.Add, MessageFlags.Deleted, cancellationToken);
        if (line.Offers(ImapCapabilities.UidPlus))
            await folder.ExpungeAsync(uids, cancellationToken);
    }

    private static async Task StoreAsync(ImapFolder folder, IList<UniqueId> uids, StoreAction action, MessageFlags flags, CancellationToken cancellationToken) =>
        await folder.StoreAsync(uids, new StoreFlagsRequest(action, flags) { Silent = true }, cancellationToken);

    private static Dictionary<string, string> Named(UniqueIdMap? moved)
    {
        var named = new Dictionary<string, string>();
        if (moved is null)
            return named;
        foreach (var (from, to) in moved.Source.Zip(moved.Destination))
            named[RemoteIds.Of(from.Validity, from.Id)] = RemoteIds.Of(to.Validity, to.Id);
        return named;
    }

    public async Task<IReadOnlyList<RemoteEmail>> FindAsync(string folderId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken)
    {
        var folder = await line.SelectAsync(folderId, cancellationToken);
        var uids = RemoteIds.Uids(remoteIds, folder.UidValidity);
        if (uids.Count == 0)
            return [];
        var found = await folder.FetchAsync(uids, new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Flags), cancellationToken);
        return [.. found.Where(s => s.UniqueId.IsValid && s.Flags is { } flags && !Emails.IsDeleted(flags)).Select(s => Emails.Of(s.UniqueId.Validity, s.UniqueId.Id, s.Flags!.Value))];
    }

    public async Task<IReadOnlyList<string>> FindByMessageIdAsync(string folderId, string messageId, string? outgoingMarker, CancellationToken cancellationToken)
    {
        // Selected anew: what was filed a moment ago by another connection must be seen.
        var (folder, _) = await line.ObserveAsync(folderId, cancellationToken);
        SearchQuery query = SearchQuery.HeaderContains("Message-ID", SearchText(messageId));
        if (!string.IsNullOrEmpty(outgoingMarker))
            query = query.Or(SearchQuery.HeaderContains(Mail.MimeReader.OutgoingHeader, SearchText(outgoingMarker)));
        // Outlook keeps the original here when it gives a message an id of its own.
        query = query.Or(SearchQuery.HeaderContains("X-Microsoft-Original-Message-ID", SearchText(messageId)));
        var uids = await folder.SearchAsync(query.And(SearchQuery.NotDeleted), cancellationToken);
        return [.. uids.Select(uid => RemoteIds.Of(folder.UidValidity, uid.Id))];
    }

    private static string SearchText(string text) => new([.. text.Where(c => c is > ' ' and < (char)127 && c is not ('<' or '>'))]);

    public async Task<string?> AppendAsync(string folderId, MailContent message, DateTimeOffset date, CancellationToken cancellationToken)
    {
        var folder = await line.FindFolderAsync(folderId, cancellationToken);
        await using var content = await message.OpenAsync(cancellationToken);
        using var parsed = await MimeMessage.LoadAsync(ParserOptions.Default, content, persistent: true, cancellationToken);
        var uid = await folder.AppendAsync(FormatOptions.Default, new AppendRequest(parsed, MessageFlags.Seen, date), cancellationToken);
        return uid is { } known ? RemoteIds.Of(known.Validity, known.Id) : null;
    }

    public async Task<RemoteFolder> CreateFolderAsync(string name, FolderRole role, CancellationToken cancellationToken)
    {
        var personal = line.Client.PersonalNamespaces[0];
        var parent = line.Client.GetFolder(personal);
        var created = await CreateAsync(parent, name, role, cancellationToken)
            ?? await parent.GetSubfolderAsync(name, cancellationToken);
        await created.SubscribeAsync(cancellationToken);
        await created.StatusAsync(StatusItems.Count | StatusItems.UidNext | StatusItems.UidValidity | StatusItems.HighestModSeq, cancellationToken);
        return new FolderLister(line).Describe((ImapFolder)created, new Dictionary<ImapFolder, FolderRole> { [(ImapFolder)created] = role });
    }

    /// <returns>Null when it exists already.</returns>
    private async Task<IMailFolder?> CreateAsync(IMailFolder parent, string name, FolderRole role, CancellationToken cancellationToken)
    {
        try
        {
            if (line.Offers(ImapCapabilities.CreateSpecialUse) && SpecialUse(role) is { } use)
                return await parent.CreateAsync(name, use, cancellationToken);
            return await parent.CreateAsync(name, isMessageFolder: true, cancellationToken);
        }
        catch (ImapCommandException) when (line.Client.IsConnected)
        {
            return null;
        }
    }

    private static SpecialFolder? SpecialUse(FolderRole role) => role switch
    {
        FolderRole.Sent => SpecialFolder.Sent,
        FolderRole.Drafts => SpecialFolder.Drafts,
        FolderRole.Archive => SpecialFolder.Archive,
        FolderRole.Trash => SpecialFolder.Trash,
        FolderRole.Junk => SpecialFolder.Junk,
        _ => null,
    };
}
