using System.Net;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace SimpleCrm.Sandbox.OAuth;

/// <summary>The page on which a person chooses an account and what to allow.</summary>
internal sealed class ConsentPage(OAuthServer server, Dictionary<string, StringValues> request, IReadOnlyList<string> scopes, string? hint)
{
    private static readonly string[] Carried =
        ["client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "code_challenge", "code_challenge_method", "access_type", "prompt"];

    public static bool IsIdentity(string scope) =>
        scope is "openid" or "email" or "profile" or "offline_access" || scope.Contains("/auth/userinfo.", StringComparison.Ordinal);

    public string Render()
    {
        var name = server.Behaviour.Name;
        var page = new StringBuilder($$"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{name}} (simulated): allow access</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; background: #f3f4f6; color: #1f2937; margin: 0; }
            main { max-width: 28rem; margin: 3rem auto; padding: 2rem; background: #fff; border: 1px solid #d1d5db; border-radius: 12px; }
            h1 { font-size: 1.25rem; margin: 0 0 .25rem; } p { margin: 0 0 1rem; color: #4b5563; }
            fieldset { border: 1px solid #d1d5db; border-radius: 8px; margin: 0 0 1rem; padding: .75rem 1rem; } legend { padding: 0 .4rem; font-weight: 600; }
            label { display: flex; gap: .6rem; align-items: baseline; padding: .3rem 0; overflow-wrap: anywhere; }
            .row { display: flex; justify-content: flex-end; gap: .75rem; }
            button { font: inherit; padding: .5rem 1.25rem; border-radius: 8px; border: 1px solid #1d4ed8; background: #fff; color: #1d4ed8; cursor: pointer; }
            button[value=allow] { background: #1d4ed8; color: #fff; } :focus-visible { outline: 3px solid #93c5fd; outline-offset: 2px; }
            </style>
            </head>
            <body><main>
            <h1>Allow access to your {{name}} account?</h1>
            <p>This is a simulated {{name}}. No real account is involved.</p>
            <form method="post">

            """);
        foreach (var field in Carried)
            if (request.TryGetValue(field, out var value))
                page.Append($"<input type=\"hidden\" name=\"{field}\" value=\"{Encode(value.ToString())}\">\n");
        WriteAccounts(page);
        WriteScopes(page);
        return page.Append("""
            <div class="row"><button name="decision" value="deny">Deny</button><button name="decision" value="allow">Allow</button></div>
            </form></main></body></html>
            """).ToString();
    }

    private void WriteAccounts(StringBuilder page)
    {
        var accounts = server.Accounts.ToList();
        var chosen = accounts.Find(a => a.Address.Equals(hint, StringComparison.OrdinalIgnoreCase)) ?? accounts.FirstOrDefault();
        page.Append("<fieldset><legend>Account</legend>\n");
        foreach (var account in accounts)
            page.Append($"<label><input type=\"radio\" name=\"account\" value=\"{Encode(account.Address)}\"{(account == chosen ? " checked" : "")}><span>{Encode(account.Name)}<br><small>{Encode(account.Address)}</small></span></label>\n");
        page.Append("</fieldset>\n");
    }

    private void WriteScopes(StringBuilder page)
    {
        page.Append("<fieldset><legend>Permissions</legend>\n");
        foreach (var scope in scopes.Where(s => !IsIdentity(s)))
            page.Append(server.Behaviour.HasTickBoxes
                ? $"<label><input type=\"checkbox\" name=\"scope_granted\" value=\"{Encode(scope)}\" checked><span>{Encode(Words(scope))}</span></label>\n"
                : $"<label><span>• {Encode(Words(scope))}</span></label>\n");
        page.Append("</fieldset>\n");
    }

    private static string Words(string scope) => scope[(scope.LastIndexOf('/') + 1)..] switch
    {
        "gmail.readonly" or "Mail.Read" => "Read your email",
        "gmail.send" or "Mail.Send" => "Send email on your behalf",
        "gmail.modify" or "Mail.ReadWrite" => "Read, write and organise your email",
        "" => "Read, write, send and permanently delete all your email",
        "contacts.readonly" or "Contacts.Read" => "See your contacts",
        "contacts.other.readonly" => "See people you have written to",
        _ => scope,
    };

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
