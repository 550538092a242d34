using SimpleCrm.Blazor.Access;
using SimpleCrm.Mail;

namespace SimpleCrm.Blazor.App;

/// <summary>The addresses of the viewer's mailboxes, by which "You" is told from others.</summary>
public sealed class OwnAddresses(FolderLists folders, CurrentViewer viewers)
{
    private IReadOnlySet<string>? _addresses;

    /// <summary>In lower case.</summary>
    public async Task<IReadOnlySet<string>> GetAsync(CancellationToken cancellationToken)
    {
        if (_addresses is null && await viewers.FindAsync(cancellationToken) is { } viewer)
            Update(await folders.GetAsync(viewer, cancellationToken));
        return _addresses ?? new HashSet<string>();
    }

    public void Update(IReadOnlyList<MailboxFolders> mailboxes) => _addresses = mailboxes.Select(m => m.Address.ToLowerInvariant()).ToHashSet();
}
