using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;

namespace SimpleCrm.Mail;

/// <summary>The folders of a person's mailboxes, for the navigation.</summary>
public sealed class FolderLists(IDbContextFactory<SimpleCrmDbContext> contexts)
{
    private static readonly FolderRole[] Order =
        [FolderRole.Inbox, FolderRole.Starred, FolderRole.Drafts, FolderRole.Sent, FolderRole.Archive, FolderRole.All, FolderRole.Junk, FolderRole.Trash];

    /// <summary>Every own mailbox, oldest first, with its folders.</summary>
    public async Task<IReadOnlyList<MailboxFolders>> GetAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mailboxes = await db.MailboxesFor(viewer).OrderBy(m => m.CreatedAt).ThenBy(m => m.Id)
            .Select(m => new { m.Id, m.Address, m.Provider, m.State })
            .ToListAsync(cancellationToken);
        var ids = mailboxes.Select(m => m.Id).ToList();
        var folders = await db.Folders.AsNoTracking()
            .Where(f => ids.Contains(f.MailboxId) && f.MissingSince == null)
            .Select(f => new FolderRow(f.Id, f.MailboxId, f.Name, f.ParentId, 0, f.Role, f.UnreadThreadCount, f.ThreadCount, f.IsSelectable))
            .ToListAsync(cancellationToken);
        var byMailbox = folders.ToLookup(f => f.MailboxId);
        return [.. mailboxes.Select(m => new MailboxFolders(m.Id, m.Address, m.Provider, m.State, Arrange([.. byMailbox[m.Id]])))];
    }

    // Folders with a role come first wherever the server keeps them (Gmail's lie below "[Gmail]"); a parent that would then only
    // be an empty shell is left out.
    internal static IReadOnlyList<FolderRow> Arrange(IReadOnlyList<FolderRow> folders)
    {
        var arranged = folders.Where(f => f.Role != FolderRole.None)
            .OrderBy(f => Array.IndexOf(Order, f.Role)).ThenBy(f => f.Name, StringComparer.CurrentCultureIgnoreCase)
            .Select(f => f with { ParentId = null })
            .ToList();
        var known = folders.Select(f => f.Id).ToHashSet();
        var roles = arranged.Select(f => f.Id).ToHashSet();
        var children = folders.Where(f => f.Role == FolderRole.None)
            .ToLookup(f => f.ParentId is { } parent && known.Contains(parent) && !roles.Contains(parent) ? parent : 0);
        var nested = folders.Where(f => f.Role == FolderRole.None && f.ParentId is { } parent && roles.Contains(parent)).ToLookup(f => f.ParentId!.Value);
        var seen = new HashSet<long>();

        List<FolderRow> Below(IEnumerable<FolderRow> level, long? parentId, int depth)
        {
            var rows = new List<FolderRow>();
            foreach (var folder in level.OrderBy(f => f.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(f => f.Id))
            {
                if (!seen.Add(folder.Id))
                    continue;
                var inner = Below(children[folder.Id], folder.Id, depth + 1);
                if (!folder.IsSelectable && inner.Count == 0)
                    continue;
                rows.Add(folder with { ParentId = parentId, Depth = depth });
                rows.AddRange(inner);
            }
            return rows;
        }

        var result = new List<FolderRow>();
        foreach (var folder in arranged)
        {
            result.Add(folder);
            result.AddRange(Below(nested[folder.Id], folder.Id, 1));
        }
        result.AddRange(Below(children[0].Where(f => f.ParentId is not { } parent || !roles.Contains(parent)), null, 0));
        return result;
    }
}
