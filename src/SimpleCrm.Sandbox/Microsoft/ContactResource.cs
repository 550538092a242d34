using System.Text.Json.Nodes;

namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>/me/contacts and its delta.</summary>
internal sealed class ContactResource(MicrosoftSandbox sandbox)
{
    private const string Set = "users('me')/contacts";

    private readonly DeltaRounds _delta = new(sandbox);

    public GraphAnswer Answer(MicrosoftMailbox mailbox, GraphRequest request, IReadOnlyList<string> path)
    {
        var select = GraphQuery.Select(request);
        if (path is ["delta"])
            return _delta.Answer(mailbox, request, "contacts", Set, since => mailbox.Contacts.Values.Where(c => c.Sequence > since).OrderBy(c => c.Sequence).Select(c => new DeltaRounds.Entry(c.Id))
                .Concat(since == 0 ? [] : mailbox.Removals.Where(r => r.Scope == "contacts" && r.Sequence > since).Select(r => new DeltaRounds.Entry(r.Id, r))),
                (id, selected) => mailbox.Contacts.TryGetValue(id, out var changed) ? GraphQuery.Project(Shown(changed), selected) : null);
        if (path is [])
            return request.Method switch
            {
                "GET" => GraphQuery.Page(sandbox, request, Set, [.. mailbox.Contacts.Values], c => GraphQuery.Project(Shown(c), select)),
                "POST" => GraphAnswer.Created(Whole(mailbox.Put(request.Json()))),
                _ => throw GraphException.UnknownPath(),
            };
        if (path is not [var id] || !mailbox.Contacts.TryGetValue(id, out var contact))
            throw GraphException.NotFound();
        switch (request.Method)
        {
            case "GET":
                return GraphAnswer.Ok(GraphQuery.Project(Whole(contact), select));
            case "PATCH":
                foreach (var (name, value) in request.Json())
                    contact.Json[name] = value?.DeepClone();
                mailbox.Touch(contact);
                return GraphAnswer.Ok(Whole(contact));
            case "DELETE":
                mailbox.Remove(contact);
                return GraphAnswer.NoContent;
            default:
                throw GraphException.UnknownPath();
        }
    }

    private static JsonObject Shown(StoredContact contact)
    {
        var json = new JsonObject { ["@odata.etag"] = $"W/\"{contact.Sequence:X}\"", ["id"] = contact.Id };
        foreach (var (name, value) in contact.Json.Where(p => !p.Key.StartsWith('@') && p.Key != "id"))
            json[name] = value?.DeepClone();
        return json;
    }

    private static JsonObject Whole(StoredContact contact)
    {
        var json = Shown(contact);
        json.Insert(0, "@odata.context", GraphQuery.Context(Set + "/$entity"));
        return json;
    }
}
