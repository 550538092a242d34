using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;

namespace SimpleCrm.Mail;

/// <summary>Finds folders by what people call them.</summary>
internal static class FolderNames
{
    private static readonly Dictionary<string, FolderRole> Roles = new(StringComparer.OrdinalIgnoreCase)
    {
        ["inbox"] = FolderRole.Inbox,
        ["sent"] = FolderRole.Sent,
        ["drafts"] = FolderRole.Drafts,
        ["draft"] = FolderRole.Drafts,
        ["archive"] = FolderRole.Archive,
        ["trash"] = FolderRole.Trash,
        ["bin"] = FolderRole.Trash,
        ["deleted"] = FolderRole.Trash,
        ["junk"] = FolderRole.Junk,
        ["spam"] = FolderRole.Junk,
        ["all"] = FolderRole.All,
        ["starred"] = FolderRole.Starred,
    };

    /// <summary>The folders of these mailboxes with the id, the role or the name (whole, in any case); a role wins over a name.</summary>
    public static async Task<List<long>> FindAsync(SimpleCrmDbContext db, IReadOnlyList<long> mailboxes, string name, CancellationToken cancellationToken)
    {
        var folders = await db.Folders.Where(f => mailboxes.Contains(f.MailboxId)).Select(f => new { f.Id, f.Role, f.Name, f.RemoteId }).ToListAsync(cancellationToken);
        if (long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && folders.Any(f => f.Id == id))
            return [id];
        if (Roles.TryGetValue(name, out var role) && folders.Where(f => f.Role == role).Select(f => f.Id).ToList() is { Count: > 0 } withRole)
            return withRole;
        return [.. folders.Where(f => f.Name.Equals(name, StringComparison.CurrentCultureIgnoreCase) || f.RemoteId.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(f => f.Id)];
    }
}
