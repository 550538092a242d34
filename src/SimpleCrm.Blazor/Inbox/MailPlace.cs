using System.Collections.Specialized;
using System.Web;
using SimpleCrm.Mail;

namespace SimpleCrm.Blazor.Inbox;

/// <summary>Which list is on the page and which thread is open in it: all of it stands in the address, so that a reload or a link finds it again.</summary>
public sealed record MailPlace
{
    private static readonly Dictionary<string, FolderRole> Boxes = new()
    {
        ["starred"] = FolderRole.Starred,
        ["sent"] = FolderRole.Sent,
        ["drafts"] = FolderRole.Drafts,
        ["archive"] = FolderRole.Archive,
        ["spam"] = FolderRole.Junk,
        ["trash"] = FolderRole.Trash,
        ["all"] = FolderRole.All,
    };

    /// <summary>First part of the path: "" for the Inbox, "starred", "folder", "search", …</summary>
    public string Box { get; private init; } = "";
    public long? FolderId { get; private init; }
    public string? Search { get; private init; }
    public bool UnreadOnly { get; private init; }

    /// <summary>Which part of a focused inbox; null for both.</summary>
    public InboxFocus? Focus { get; private init; }
    public long? ThreadId { get; private init; }

    /// <summary>Null in a folder, whose role only the folder list knows.</summary>
    public FolderRole? Role => Box switch
    {
        "" => FolderRole.Inbox,
        "folder" or "search" or "snoozed" => null,
        _ => Boxes.GetValueOrDefault(Box),
    };

    /// <summary>Reads an address relative to the root of the product.</summary>
    public static MailPlace From(string relative)
    {
        var cut = relative.IndexOfAny(['?', '#']);
        var path = (cut < 0 ? relative : relative[..cut]).Split('/', StringSplitOptions.RemoveEmptyEntries);
        NameValueCollection query = HttpUtility.ParseQueryString(cut >= 0 && relative[cut] == '?' ? relative[cut..].Split('#')[0] : "");
        var box = path.Length > 0 && path[0] != "t" ? path[0] : "";
        return new()
        {
            Box = box,
            FolderId = box == "folder" && path.Length > 1 && long.TryParse(path[1], out var folder) ? folder : null,
            Search = box == "search" ? query["q"] ?? "" : null,
            UnreadOnly = query["unread"] == "1",
            Focus = box is "" or "folder" && query["unread"] != "1" ? query["focus"] switch { "focused" => InboxFocus.Focused, "other" => InboxFocus.Other, _ => null } : null,
            ThreadId = path.Length > 1 && path[^2] == "t" && long.TryParse(path[^1], out var thread) ? thread : null,
        };
    }

    /// <summary>The address of the list, or of a thread opened in it.</summary>
    public string Url(long? threadId = null)
    {
        var path = Box == "folder" ? $"/folder/{FolderId}" : Box.Length > 0 ? $"/{Box}" : "";
        if (threadId is not null)
            path += $"/t/{threadId}";
        var query = new List<string>();
        if (Search is not null)
            query.Add("q=" + Uri.EscapeDataString(Search));
        if (UnreadOnly)
            query.Add("unread=1");
        if (Focus is { } focus)
            query.Add(focus == InboxFocus.Focused ? "focus=focused" : "focus=other");
        return (path.Length > 0 ? path : "/") + (query.Count > 0 ? "?" + string.Join('&', query) : "");
    }

    /// <summary>The same list with or without what has been read.</summary>
    public MailPlace With(bool unreadOnly) => this with { UnreadOnly = unreadOnly, Focus = null, ThreadId = null };

    /// <summary>One part of the same inbox.</summary>
    public MailPlace With(InboxFocus focus) => this with { UnreadOnly = false, Focus = focus, ThreadId = null };

    /// <summary>Two places with the same list have the same key.</summary>
    public string ListKey => (this with { ThreadId = null }).Url();

    public ThreadScope ToScope() => new()
    {
        FolderId = FolderId,
        Role = Role is FolderRole.Inbox ? null : Role,
        Search = Search,
        SnoozedOnly = Box == "snoozed",
        UnreadOnly = UnreadOnly,
        Focus = Focus,
    };

    /// <summary>What the list is called; a folder has its own name.</summary>
    public string Title => Box switch
    {
        "" => "Inbox",
        "spam" => "Spam",
        "all" => "All mail",
        "folder" => "Folder",
        "search" => "Search",
        _ => char.ToUpperInvariant(Box[0]) + Box[1..],
    };
}
