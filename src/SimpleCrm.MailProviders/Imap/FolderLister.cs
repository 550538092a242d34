using MailKit;
using MailKit.Net.Imap;
using SimpleCrm.Mail;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>Lists folders with their marks: one command where the server knows LIST-STATUS (RFC 5819).</summary>
internal sealed class FolderLister(ImapLine line)
{
    private const StatusItems Marks = StatusItems.Count | StatusItems.UidNext | StatusItems.UidValidity | StatusItems.HighestModSeq | StatusItems.MailboxId;

    public async Task<FolderListing> ListAsync(CancellationToken cancellationToken)
    {
        var client = line.Client;
        if (client.PersonalNamespaces.Count == 0)
            return new FolderListing([], IsComplete: false);
        await line.LeaveAsync(cancellationToken);
        var listed = new List<ImapFolder>();
        var inOneCommand = line.Offers(ImapCapabilities.ListStatus);
        foreach (var personal in client.PersonalNamespaces.DistinctBy(n => n.Path))
        {
            var folders = await client.GetFoldersAsync(personal, inOneCommand ? Marks : StatusItems.None, subscribedOnly: false, cancellationToken);
            listed.AddRange(folders.Cast<ImapFolder>());
        }
        if (!inOneCommand)
        {
            foreach (var folder in listed)
                await AskMarksAsync(folder, cancellationToken);
        }
        var anyListed = listed.Count > 0;
        // Below a prefix such as "INBOX." the Inbox itself is not listed.
        var inbox = (ImapFolder)client.Inbox!;
        if (!listed.Contains(inbox))
        {
            await AskMarksAsync(inbox, cancellationToken);
            listed.Add(inbox);
        }
        listed = [.. listed.DistinctBy(f => f.FullName)];
        var roles = RolesOf(client, listed);
        var isComplete = anyListed && listed.All(f => IsSaneName(f.FullName)) && listed.Exists(f => f == inbox && f.UidValidity > 0);
        return new FolderListing([.. listed.Where(f => IsSaneName(f.FullName)).Select(f => Describe(f, roles))], isComplete);
    }

    // A folder whose marks are refused is listed without them.
    private static async Task AskMarksAsync(ImapFolder folder, CancellationToken cancellationToken)
    {
        if ((folder.Attributes & (FolderAttributes.NoSelect | FolderAttributes.NonExistent)) != 0)
            return;
        try
        {
            await folder.StatusAsync(Marks, cancellationToken);
        }
        catch (ImapCommandException)
        {
        }
        catch (FolderNotFoundException)
        {
        }
    }

    public RemoteFolder Describe(ImapFolder folder, IReadOnlyDictionary<ImapFolder, FolderRole> roles)
    {
        var isSelectable = (folder.Attributes & (FolderAttributes.NoSelect | FolderAttributes.NonExistent)) == 0;
        // After a STATUS that was refused, the marks are zero.
        var known = isSelectable && folder.UidValidity > 0;
        var cursor = line.CursorOf(folder);
        return new RemoteFolder
        {
            RemoteId = folder.FullName,
            Name = folder.Name,
            ParentRemoteId = folder.ParentFolder is { FullName.Length: > 0 } parent ? parent.FullName : null,
            Role = roles.GetValueOrDefault(folder),
            IsSelectable = isSelectable,
            Identity = folder.Id ?? (known ? folder.UidValidity.ToString(System.Globalization.CultureInfo.InvariantCulture) : null),
            Cursor = known && SyncStrategy.Choose(line.Client.Capabilities, line.Quirks, cursor) != SyncMethod.UidComparison ? cursor.ToString() : null,
            Count = known ? folder.Count : null,
        };
    }

    // One folder a role: the server's word, else the name nearest to the root.
    private static Dictionary<ImapFolder, FolderRole> RolesOf(ImapClient client, List<ImapFolder> folders)
    {
        var roles = new Dictionary<ImapFolder, FolderRole>();
        void Give(ImapFolder? folder, FolderRole role)
        {
            if (folder is not null && role != FolderRole.None && !roles.ContainsValue(role))
                roles.TryAdd(folder, role);
        }

        Give((ImapFolder)client.Inbox!, FolderRole.Inbox);
        foreach (var folder in folders)
            Give(folder, FolderRoles.OfSpecialUse(folder.Attributes));
        if ((client.Capabilities & (ImapCapabilities.SpecialUse | ImapCapabilities.XList)) != 0)
        {
            // A listing that also asks for marks may leave special use out; the library asked for it at login.
            foreach (var (special, role) in Special)
                Give((ImapFolder?)client.GetFolder(special), role);
        }
        foreach (var folder in folders.Where(f => !roles.ContainsKey(f)).OrderBy(f => f.FullName.Count(c => c == f.DirectorySeparator)))
        {
            if ((folder.Attributes & FolderAttributes.NoSelect) == 0)
                Give(folder, FolderRoles.OfName(folder.Name));
        }
        return roles;
    }

    private static readonly (SpecialFolder, FolderRole)[] Special =
    [
        (SpecialFolder.Sent, FolderRole.Sent), (SpecialFolder.Drafts, FolderRole.Drafts), (SpecialFolder.Trash, FolderRole.Trash),
        (SpecialFolder.Junk, FolderRole.Junk), (SpecialFolder.Archive, FolderRole.Archive), (SpecialFolder.All, FolderRole.All),
        (SpecialFolder.Flagged, FolderRole.Starred),
    ];

    private static bool IsSaneName(string path) => path.Length is > 0 and <= 700 && !path.Any(char.IsControl);
}
