using System.Text.Json.Nodes;

namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>/me/mailFolders and what is below it.</summary>
internal sealed class FolderResource(MicrosoftSandbox sandbox)
{
    private const string Set = "users('me')/mailFolders";

    private readonly DeltaRounds _delta = new(sandbox);
    private readonly MessageResource _messages = new(sandbox);

    public GraphAnswer Answer(MicrosoftMailbox mailbox, GraphRequest request, IReadOnlyList<string> path)
    {
        if (path is [])
            return request.Method switch
            {
                "GET" => List(mailbox, request, null),
                "POST" => Create(mailbox, request, null),
                _ => throw GraphException.UnknownPath(),
            };
        if (path is ["delta"])
            return Delta(mailbox, request);
        var folder = mailbox.FindFolder(path[0]) ?? throw GraphException.NotFound();
        return (request.Method, path.Count > 1 ? path[1] : "") switch
        {
            ("GET", "") => One(mailbox, request, folder),
            ("PATCH", "") => Rename(mailbox, request, folder),
            ("DELETE", "") => Delete(mailbox, folder),
            ("GET", "childFolders") => List(mailbox, request, folder),
            ("POST", "childFolders") => Create(mailbox, request, folder),
            ("POST", "move") => Move(mailbox, request, folder),
            ("POST", "permanentDelete") => Delete(mailbox, folder),
            (_, "messages") => _messages.Answer(mailbox, request, folder, [.. path.Skip(2)]),
            _ => throw GraphException.UnknownPath(),
        };
    }

    private GraphAnswer List(MicrosoftMailbox mailbox, GraphRequest request, StoredFolder? parent)
    {
        var folders = mailbox.Folders.Values.Where(f => f.ParentId == parent?.Id && (!f.IsHidden || request["includeHiddenFolders"] == "true")).ToList();
        if (request["$filter"] is { } filter)
        {
            const string Start = "displayName eq '";
            if (!filter.StartsWith(Start, StringComparison.Ordinal) || !filter.EndsWith('\''))
                throw GraphException.BadRequest("Only displayName can be compared.");
            var name = filter[Start.Length..^1].Replace("''", "'", StringComparison.Ordinal);
            folders = [.. folders.Where(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase))];
        }
        var select = GraphQuery.Select(request);
        return GraphQuery.Page(sandbox, request, Set, folders, f => GraphQuery.Project(f.Json(mailbox), select));
    }

    private GraphAnswer Delta(MicrosoftMailbox mailbox, GraphRequest request) =>
        _delta.Answer(mailbox, request, "folders", Set, since => mailbox.Folders.Values.Where(f => f.Sequence > since && f.WellKnownName != "recoverableitemsdeletions").OrderBy(f => f.Sequence).Select(f => new DeltaRounds.Entry(f.Id))
            .Concat(since == 0 ? [] : mailbox.Removals.Where(r => r.Scope == "folders" && r.Sequence > since).Select(r => new DeltaRounds.Entry(r.Id, r))),
            (id, select) => mailbox.Folders.TryGetValue(id, out var folder) ? GraphQuery.Project(folder.Json(mailbox), select) : null);

    private static GraphAnswer One(MicrosoftMailbox mailbox, GraphRequest request, StoredFolder folder) =>
        GraphAnswer.Ok(Shown(mailbox, folder, GraphQuery.Select(request)));

    private static GraphAnswer Create(MicrosoftMailbox mailbox, GraphRequest request, StoredFolder? parent)
    {
        var name = (string?)request.Json()["displayName"];
        if (string.IsNullOrWhiteSpace(name))
            throw GraphException.BadRequest("displayName is missing.");
        return GraphAnswer.Created(Shown(mailbox, mailbox.CreateFolder(name, parent?.Id), null));
    }

    private static GraphAnswer Rename(MicrosoftMailbox mailbox, GraphRequest request, StoredFolder folder)
    {
        Protect(folder);
        if ((string?)request.Json()["displayName"] is not { Length: > 0 } name)
            throw GraphException.BadRequest("displayName is missing.");
        if (mailbox.Folders.Values.Any(f => f != folder && f.ParentId == folder.ParentId && f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            throw new GraphException(409, "ErrorFolderExists", "A folder with the specified name already exists.");
        folder.Name = name;
        mailbox.Touch(folder);
        return GraphAnswer.Ok(Shown(mailbox, folder, null));
    }

    private static GraphAnswer Move(MicrosoftMailbox mailbox, GraphRequest request, StoredFolder folder)
    {
        Protect(folder);
        var target = mailbox.FindFolder((string?)GraphRequest.Parameter(request.Json(), "DestinationId") ?? "") ?? throw GraphException.NotFound();
        folder.ParentId = target.Id;
        mailbox.Touch(folder);
        return GraphAnswer.Created(Shown(mailbox, folder, null));
    }

    private static GraphAnswer Delete(MicrosoftMailbox mailbox, StoredFolder folder)
    {
        Protect(folder);
        mailbox.RemoveFolder(folder);
        return GraphAnswer.NoContent;
    }

    private static void Protect(StoredFolder folder)
    {
        if (folder.WellKnownName is not null || folder.IsSearch)
            throw new GraphException(400, "ErrorDeleteDistinguishedFolder", "Distinguished folders cannot be changed.");
    }

    private static JsonObject Shown(MicrosoftMailbox mailbox, StoredFolder folder, IReadOnlyList<string>? select)
    {
        var json = GraphQuery.Project(folder.Json(mailbox), select);
        json.Insert(0, "@odata.context", GraphQuery.Context(Set + "/$entity"));
        return json;
    }
}
