using System.Text.Json.Nodes;

namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>Finds who answers a path, and whether the token's scopes permit it.</summary>
internal sealed class GraphRouter(MicrosoftSandbox sandbox)
{
    private readonly FolderResource _folders = new(sandbox);
    private readonly MessageResource _messages = new(sandbox);
    private readonly ContactResource _contacts = new(sandbox);
    private readonly SettingsResource _settings = new(sandbox);

    public async Task<GraphAnswer> AnswerAsync(MicrosoftMailbox mailbox, IReadOnlyList<string> scopes, GraphRequest request)
    {
        var segments = request.Segments;
        if (segments is ["subscriptions", ..])
            return await sandbox.Subscriptions.AnswerAsync(mailbox, request, [.. segments.Skip(1)]);
        IReadOnlyList<string> rest = segments switch
        {
            ["me", ..] => [.. segments.Skip(1)],
            ["users", var user, ..] when user == mailbox.UserId || user.Equals(mailbox.Address, StringComparison.OrdinalIgnoreCase) => [.. segments.Skip(2)],
            ["users", _, ..] => throw new GraphException(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again."),
            _ => throw GraphException.UnknownPath(),
        };
        if (rest is [])
            return GraphAnswer.Ok(Person(mailbox));
        if (!IsPermitted(scopes, request, rest))
            throw new GraphException(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
        lock (mailbox.Gate)
        {
            return rest[0] switch
            {
                "mailFolders" => _folders.Answer(mailbox, request, [.. rest.Skip(1)]),
                "messages" => _messages.Answer(mailbox, request, null, [.. rest.Skip(1)]),
                "sendMail" => _messages.SendMail(mailbox, request),
                "contacts" => _contacts.Answer(mailbox, request, [.. rest.Skip(1)]),
                "outlook" or "inferenceClassification" => _settings.Answer(mailbox, request, rest),
                _ => throw GraphException.UnknownPath(),
            };
        }
    }

    private static JsonObject Person(MicrosoftMailbox mailbox) => new()
    {
        ["@odata.context"] = GraphQuery.Context("users/$entity"),
        ["id"] = mailbox.UserId,
        ["displayName"] = mailbox.OwnerName,
        ["mail"] = mailbox.Address,
        ["userPrincipalName"] = mailbox.Address,
    };

    private static bool IsPermitted(IReadOnlyList<string> scopes, GraphRequest request, IReadOnlyList<string> path)
    {
        bool Has(string scope) => scopes.Any(s => s.EndsWith(scope, StringComparison.OrdinalIgnoreCase));
        return path[0] switch
        {
            "sendMail" => Has("Mail.Send"),
            "contacts" => Has("Contacts.ReadWrite") || request.Method == "GET" && Has("Contacts.Read"),
            "outlook" => Has("MailboxSettings.ReadWrite") || Has("Mail.ReadWrite"),
            _ when path[^1] is "send" or "reply" or "replyAll" or "forward" => Has("Mail.Send"),
            _ => Has("Mail.ReadWrite") || request.Method == "GET" && Has("Mail.Read"),
        };
    }
}
