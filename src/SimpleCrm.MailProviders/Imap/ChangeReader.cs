using MailKit;
using MailKit.Net.Imap;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>Reads what a folder holds and what changed in it.</summary>
internal sealed class ChangeReader(ImapLine line)
{
    private const int ListingStep = 20_000;

    private readonly Dictionary<string, SyncMethod> _ceilings = [];

    public async Task<RemoteListing> ListAsync(string folderId, CancellationToken cancellationToken)
    {
        var (folder, cursor) = await line.ObserveAsync(folderId, cancellationToken);
        cursor = cursor with { Ceiling = _ceilings.GetValueOrDefault(folderId, SyncMethod.Qresync) };
        var expunged = 0;
        void Expunged(object? sender, MessageEventArgs e) => expunged++;
        void Vanished(object? sender, MessagesVanishedEventArgs e) => expunged += e.Earlier ? 0 : e.UniqueIds.Count;
        folder.MessageExpunged += Expunged;
        folder.MessagesVanished += Vanished;
        try
        {
            var (emails, seen, flagsMissing) = await FetchFlagsAsync(folder, cursor, cancellationToken);
            return new RemoteListing(cursor.ToString(), emails, IsComplete: !flagsMissing && seen <= cursor.Count && seen + expunged >= cursor.Count);
        }
        finally
        {
            folder.MessageExpunged -= Expunged;
            folder.MessagesVanished -= Vanished;
        }
    }

    // Newest first, a range of UIDs at a time, so that a huge folder is never held twice. What is newer than the cursor is left to it.
    private static async Task<(List<RemoteEmail> Emails, int Seen, bool FlagsMissing)> FetchFlagsAsync(ImapFolder folder, FolderCursor cursor, CancellationToken cancellationToken)
    {
        var emails = new List<RemoteEmail>(cursor.Count);
        var seen = 0;
        var flagsMissing = false;
        var top = cursor.UidNext > 0 ? cursor.UidNext - 1 : uint.MaxValue;
        long step = cursor.UidNext > 0 ? ListingStep : uint.MaxValue;
        while (top > 0 && seen < cursor.Count)
        {
            var bottom = (uint)Math.Max(1, top - step + 1);
            var range = new UniqueIdRange(new UniqueId(cursor.UidValidity, bottom), new UniqueId(cursor.UidValidity, top));
            var found = await folder.FetchAsync(range, new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Flags), cancellationToken);
            foreach (var summary in found.Where(s => s.UniqueId.Id >= bottom && s.UniqueId.Id <= top).OrderByDescending(s => s.UniqueId.Id))
            {
                seen++;
                if (summary.Flags is not { } flags)
                    flagsMissing = true;
                else if (!Emails.IsDeleted(flags))
                    emails.Add(Emails.Of(cursor.UidValidity, summary.UniqueId.Id, flags));
            }
            // UIDs can be far apart.
            if (found.Count < step / 8)
                step *= 4;
            top = bottom - 1;
        }
        return (emails, seen, flagsMissing);
    }

    public async Task<FolderChanges> FetchChangesAsync(string folderId, string cursorText, CancellationToken cancellationToken)
    {
        if (FolderCursor.Parse(cursorText) is not { } since)
            return new FolderChanges(ChangesKind.Expired);
        _ceilings[folderId] = since.Ceiling;
        return SyncStrategy.Choose(line.Client.Capabilities, line.Quirks, since) switch
        {
            SyncMethod.Qresync => await ResynchroniseAsync(folderId, since, cancellationToken),
            SyncMethod.Condstore => await FetchSinceAsync(folderId, since, cancellationToken),
            _ => await CompareAsync(folderId, since, cancellationToken),
        };
    }

    private async Task<FolderChanges> CompareAsync(string folderId, FolderCursor since, CancellationToken cancellationToken)
    {
        var (_, now) = await line.ObserveAsync(folderId, cancellationToken);
        return new FolderChanges(now.UidValidity == since.UidValidity ? ChangesKind.ListingNeeded : ChangesKind.Expired) { ServerCount = now.Count };
    }

    private async Task<FolderChanges> ResynchroniseAsync(string folderId, FolderCursor since, CancellationToken cancellationToken)
    {
        var folder = await line.FindFolderAsync(folderId, cancellationToken);
        var flags = new Dictionary<uint, MessageFlags>();
        var removed = new HashSet<uint>();
        var nameless = false;
        void Changed(object? sender, MessageFlagsChangedEventArgs e)
        {
            if (e.UniqueId is { } uid)
                flags[uid.Id] = e.Flags;
            else
                nameless = true;
        }
        void Vanished(object? sender, MessagesVanishedEventArgs e) => removed.UnionWith(e.UniqueIds.Select(u => u.Id));
        folder.MessageFlagsChanged += Changed;
        folder.MessagesVanished += Vanished;
        FolderCursor now;
        try
        {
            now = (await line.ResynchroniseAsync(folder, since, cancellationToken)) with { Ceiling = since.Ceiling };
        }
        finally
        {
            folder.MessageFlagsChanged -= Changed;
            folder.MessagesVanished -= Vanished;
        }
        if (now.UidValidity != since.UidValidity)
            return new FolderChanges(ChangesKind.Expired) { ServerCount = now.Count };
        if (nameless || now.ModSeq < since.ModSeq || now.UidNext < since.UidNext)
            return Demote(folderId, SyncMethod.Condstore, now);
        return Delta(folderId, since, now, flags, removed, SyncMethod.Condstore);
    }

    private async Task<FolderChanges> FetchSinceAsync(string folderId, FolderCursor since, CancellationToken cancellationToken)
    {
        var (folder, now) = await line.ObserveAsync(folderId, cancellationToken);
        now = now with { Ceiling = since.Ceiling };
        if (now.UidValidity != since.UidValidity)
            return new FolderChanges(ChangesKind.Expired) { ServerCount = now.Count };
        if (now.ModSeq < since.ModSeq || now.UidNext < since.UidNext)
            return Demote(folderId, SyncMethod.UidComparison, now);
        var flags = new Dictionary<uint, MessageFlags>();
        if (now.ModSeq > since.ModSeq && now.Count > 0)
        {
            var request = new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Flags) { ChangedSince = since.ModSeq };
            var all = new UniqueIdRange(new UniqueId(since.UidValidity, 1), UniqueId.MaxValue);
            foreach (var summary in await folder.FetchAsync(all, request, cancellationToken))
            {
                if (summary.Flags is not { } known)
                    return Demote(folderId, SyncMethod.UidComparison, now);
                flags[summary.UniqueId.Id] = known;
            }
        }
        if (flags.Keys.Count(uid => uid >= since.UidNext && uid < now.UidNext) + since.Count is var expected && expected > now.Count)
        {
            // Something was removed, and this server cannot say what.
            return new FolderChanges(ChangesKind.ListingNeeded) { ServerCount = now.Count };
        }
        return Delta(folderId, since, now, flags, [], SyncMethod.UidComparison);
    }

    private FolderChanges Delta(string folderId, FolderCursor since, FolderCursor now, Dictionary<uint, MessageFlags> flags, HashSet<uint> removed, SyncMethod fallback)
    {
        // An answer may name emails that came after the observation: the next one finds them.
        var arrived = flags.Keys.Where(uid => uid >= since.UidNext && uid < now.UidNext && !removed.Contains(uid)).ToList();
        var gone = removed.Where(uid => uid < since.UidNext).ToHashSet();
        // RFC 7162 lets VANISHED name ids that were gone long ago, so it may name more than the count lost, never fewer.
        var lost = since.Count + arrived.Count - now.Count;
        if (lost < 0 || gone.Count < lost)
            return Demote(folderId, fallback, now);
        gone.UnionWith(flags.Where(f => f.Key < since.UidNext && Emails.IsDeleted(f.Value)).Select(f => f.Key));
        return new FolderChanges(ChangesKind.Delta)
        {
            NextCursor = now.ToString(),
            Added = [.. arrived.Where(uid => !Emails.IsDeleted(flags[uid])).OrderDescending().Select(uid => RemoteIds.Of(now.UidValidity, uid))],
            FlagChanges = [.. flags.Where(f => f.Key < since.UidNext && !gone.Contains(f.Key)).Select(f => Emails.Of(now.UidValidity, f.Key, f.Value))],
            Removed = [.. gone.Select(uid => RemoteIds.Of(now.UidValidity, uid))],
            ServerCount = now.Count,
        };
    }

    // The answer contradicts itself: list and compare now, and trust the folder's marks less from here on.
    private FolderChanges Demote(string folderId, SyncMethod ceiling, FolderCursor now)
    {
        _ceilings[folderId] = ceiling;
        return new FolderChanges(ChangesKind.ListingNeeded) { ServerCount = now.Count };
    }
}
