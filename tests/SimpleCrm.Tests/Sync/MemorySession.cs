using System.Runtime.CompilerServices;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.Tests.Sync;

internal sealed class MemorySession(MemoryMailServer server) : IMailboxSession
{
    private bool _isBroken;
    public bool HasStableIds => server.HasStableIds;
    public bool FilesSentItself => false;

    private T Run<T>(string name, string folder, Func<T> work)
    {
        if (_isBroken)
            throw new MailboxAccessException(MailboxProblem.ConnectionLost, "the session is broken");
        try
        {
            server.Before?.Invoke(name, folder);
            T result;
            lock (server.Gate)
            {
                server.Calls.Add($"{name} {folder}");
                result = work();
            }
            server.After?.Invoke(name, folder);
            return result;
        }
        catch (Exception exception) when (exception is not MailboxAccessException { IsFolderOnly: true })
        {
            _isBroken = true;
            throw;
        }
    }

    public Task<FolderListing> ListFoldersAsync(CancellationToken cancellationToken) => Task.FromResult(Run("list-folders", "", () =>
    {
        var listing = new FolderListing([.. server.Folders.Select(f => new RemoteFolder
        {
            RemoteId = f.Name,
            Name = f.Name,
            Role = f.Role,
            Identity = f.ObjectId,
            Cursor = server.TellsCursors ? f.Cursor : null,
            Count = f.Emails.Count,
        })], true);
        return server.DistortFolders?.Invoke(listing) ?? listing;
    }));

    public Task<RemoteListing> ListEmailsAsync(string folderRemoteId, CancellationToken cancellationToken) => Task.FromResult(Run("list", folderRemoteId, () =>
    {
        var folder = server.Folder(folderRemoteId);
        var listing = new RemoteListing(folder.Cursor, [.. folder.Emails.OrderByDescending(e => e.Uid).Select(e => Remote(folder, e))], server.ListingIsComplete);
        return server.DistortEmails?.Invoke(folderRemoteId, listing) ?? listing;
    }));

    public Task<FolderChanges> FetchChangesAsync(string folderRemoteId, string cursor, CancellationToken cancellationToken) => Task.FromResult(Run("changes", folderRemoteId, () =>
    {
        var folder = server.Folder(folderRemoteId);
        var parts = cursor.Split('|');
        var (validity, nextUid, mark, count) = (uint.Parse(parts[0]), uint.Parse(parts[1]), long.Parse(parts[2]), int.Parse(parts[3]));
        if (validity != folder.Validity)
            return new FolderChanges(ChangesKind.Expired);
        if (server.Telling == ChangeTelling.Nothing)
            return new FolderChanges(ChangesKind.ListingNeeded);
        var added = folder.Emails.Where(e => e.Uid >= nextUid).OrderByDescending(e => e.Uid).Select(folder.RemoteId).ToList();
        var changes = new FolderChanges(ChangesKind.Delta)
        {
            NextCursor = folder.Cursor,
            Added = added,
            FlagChanges = [.. folder.Emails.Where(e => e.Mark > mark && e.Uid < nextUid).Select(e => Remote(folder, e))],
            ServerCount = folder.Emails.Count,
        };
        return server.Telling == ChangeTelling.Everything
            ? changes with { Removed = [.. folder.Vanished.Where(v => v.Mark > mark && v.Uid < nextUid).Select(v => server.HasStableIds ? v.Id : $"{folder.Validity}:{v.Uid}").Where(id => !folder.Emails.Exists(e => folder.RemoteId(e) == id))] }
            : changes with { RemovalsUnknown = count + added.Count != folder.Emails.Count };
    }));

    public async IAsyncEnumerable<IReadOnlyList<FetchedEmail>> FetchEmailsAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var chunk in remoteIds.Chunk(server.BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return await Task.FromResult(Run("fetch", folderRemoteId, () =>
            {
                var folder = server.Folder(folderRemoteId);
                return Find(folder, chunk).Select(e => new FetchedEmail { Remote = Remote(folder, e), ReceivedAt = e.ReceivedAt, Size = e.Size, Content = e.Content })
                    .Select(f => server.DistortFetch is null ? f : server.DistortFetch(f)).OfType<FetchedEmail>().ToList();
            }));
        }
    }

    public Task<bool> FetchSourceAsync(string folderRemoteId, string remoteId, Stream destination, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> FetchAttachmentAsync(string folderRemoteId, string remoteId, string partId, string? transferEncoding, Stream destination, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetFlagsAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, bool? read, bool? starred, CancellationToken cancellationToken) => Task.FromResult(Run("set-flags", folderRemoteId, () =>
    {
        Refuse(remoteIds);
        var folder = server.Folder(folderRemoteId);
        foreach (var email in Find(folder, remoteIds))
            folder.SetFlags(email, read, starred);
        return true;
    }));

    public Task<IReadOnlyDictionary<string, string>> MoveAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, string toFolderRemoteId, CancellationToken cancellationToken) => Task.FromResult(Run("move", folderRemoteId, () =>
    {
        Refuse(remoteIds);
        var (folder, target) = (server.Folder(folderRemoteId), server.Folder(toFolderRemoteId));
        var ids = Find(folder, remoteIds).ToDictionary(folder.RemoteId, e => target.RemoteId(folder.MoveTo(e, target)));
        return (IReadOnlyDictionary<string, string>)(server.TellsNewIds ? ids : []);
    }));

    public Task DeleteAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken) => Task.FromResult(Run("delete", folderRemoteId, () =>
    {
        Refuse(remoteIds);
        var folder = server.Folder(folderRemoteId);
        foreach (var email in Find(folder, remoteIds))
            folder.Delete(email);
        return true;
    }));

    public Task<IReadOnlyList<RemoteEmail>> FindAsync(string folderRemoteId, IReadOnlyList<string> remoteIds, CancellationToken cancellationToken) => Task.FromResult(Run("find", folderRemoteId, () =>
    {
        var folder = server.Folder(folderRemoteId);
        return (IReadOnlyList<RemoteEmail>)Find(folder, remoteIds).Select(e => Remote(folder, e)).ToList();
    }));

    public Task<IReadOnlyList<string>> FindByMessageIdAsync(string folderRemoteId, string messageId, string? outgoingMarker, CancellationToken cancellationToken) => Task.FromResult(Run("find-by-id", folderRemoteId, () =>
    {
        var folder = server.Folder(folderRemoteId);
        return (IReadOnlyList<string>)folder.Emails.Where(e => e.Content.MessageId == messageId).Select(folder.RemoteId).ToList();
    }));

    public Task<string?> AppendAsync(string folderRemoteId, MailContent message, DateTimeOffset date, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string> SaveDraftAsync(string? remoteId, MailContent message, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task DeleteDraftAsync(string remoteId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<RemoteFolder> CreateFolderAsync(string name, FolderRole role, CancellationToken cancellationToken) => Task.FromResult(Run("create", name, () =>
    {
        var folder = server.Folders.Find(f => f.Name == name) ?? server.AddFolder(name, role);
        return new RemoteFolder { RemoteId = folder.Name, Name = folder.Name, Role = folder.Role, Identity = folder.ObjectId };
    }));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Refuse(IReadOnlyList<string> ids)
    {
        if (server.RefusedId is { } refused && ids.Contains(refused))
            throw new MailboxAccessException(MailboxProblem.ServerError, "not this one") { IsFolderOnly = true };
    }

    private static List<MemoryEmail> Find(MemoryFolder folder, IEnumerable<string> ids)
    {
        var byId = folder.Emails.ToDictionary(folder.RemoteId);
        return [.. ids.Select(id => byId.GetValueOrDefault(id)).OfType<MemoryEmail>()];
    }

    private static RemoteEmail Remote(MemoryFolder folder, MemoryEmail email) => new(folder.RemoteId(email), email.IsRead, email.IsStarred, false);
}
