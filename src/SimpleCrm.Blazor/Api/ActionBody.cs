namespace SimpleCrm.Blazor.Api;

/// <summary>Body of <c>POST /api/email/actions</c>.</summary>
public sealed record ActionBody
{
    /// <summary>Most conversations, or emails, of one action.</summary>
    public const int MostIds = 500;

    public ActionKind? Action { get; init; }

    /// <summary>The conversations. Ids that are unknown or not yours are passed over.</summary>
    public IReadOnlyList<string>? ThreadIds { get; init; }

    /// <summary>Single emails in place of conversations, for "read" and "unread" alone.</summary>
    public IReadOnlyList<string>? EmailIds { get; init; }

    /// <summary>For "move": the id of the folder to move to (<c>GET /api/email/folders</c>).</summary>
    public string? FolderId { get; init; }

    internal IReadOnlyList<long> Threads => Ids(ThreadIds);
    internal IReadOnlyList<long> Emails => Ids(EmailIds);

    internal Dictionary<string, string[]> Mistakes()
    {
        var mistakes = new Dictionary<string, string[]>();
        if (Action is null)
            mistakes["action"] = ["Say read, unread, star, unstar, archive, trash, spam, notSpam, move or deleteForever."];
        AddMistakes(mistakes, "threadIds", ThreadIds);
        AddMistakes(mistakes, "emailIds", EmailIds);
        if (ThreadIds is not { Count: > 0 } && EmailIds is not { Count: > 0 })
            mistakes["threadIds"] = ["Name the conversations to change: threadId in GET /api/email/inbox."];
        if (ThreadIds is { Count: > 0 } && EmailIds is { Count: > 0 })
            mistakes["emailIds"] = ["Name either conversations or emails, not both."];
        else if (EmailIds is { Count: > 0 } && Action is not (null or ActionKind.Read or ActionKind.Unread))
            mistakes["emailIds"] = ["Only read and unread work on single emails. Name conversations in threadIds."];
        if (Action == ActionKind.Move && ApiIds.Parse(FolderId) is null)
            mistakes["folderId"] = ["Give the id of the folder to move to: see GET /api/email/folders."];
        return mistakes;
    }

    private static void AddMistakes(Dictionary<string, string[]> mistakes, string field, IReadOnlyList<string>? ids)
    {
        if (ids?.Count > MostIds)
            mistakes[field] = [$"At most {MostIds} at once."];
        else if (ids?.Any(id => ApiIds.Parse(id) is null) == true)
            mistakes[field] = ["These are not all ids."];
    }

    private static IReadOnlyList<long> Ids(IReadOnlyList<string>? ids) => [.. (ids ?? []).Select(ApiIds.Parse).OfType<long>()];
}
