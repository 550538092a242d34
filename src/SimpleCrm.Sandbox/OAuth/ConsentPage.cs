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
            :root { color-scheme: light dark; --paper: #faf9f7; --panel: #fff; --hair: #d8d3ca; --ink: #1d1c1a; --ink-2: #55514a; --accent: #2457c5; --accent-ink: #fff; --select: #eef2fb; --warn: #7a4800; --warn-soft: #fdf1dc; }
            @media (prefers-color-scheme: dark) { :root { --paper: #131312; --panel: #1a1a18; --hair: #3a3834; --ink: #edebe6; --ink-2: #b5b1a8; --accent: #8db1f7; --accent-ink: #10192c; --select: #1c2840; --warn: #e5a54b; --warn-soft: #33270f; } }
            * { box-sizing: border-box; }
            body { font: 15px/1.5 "Inter Variable", Inter, system-ui, sans-serif; background: var(--paper); color: var(--ink); margin: 0; }
            main { max-width: 440px; margin: 64px auto; background: var(--panel); border: 1px solid var(--hair); border-radius: 12px; overflow: hidden; }
            .stand { margin: 0; padding: 8px 24px; background: var(--warn-soft); color: var(--warn); font-size: 13px; }
            form, header { padding: 24px 24px 0; } form { padding-bottom: 24px; } header p { margin: 4px 0 0; color: var(--ink-2); }
            h1 { font-size: 20px; line-height: 1.3; margin: 0; }
            fieldset { border: 0; margin: 0 0 24px; padding: 0; } legend { padding: 0; margin: 0 0 8px; font-size: 13px; font-weight: 600; color: var(--ink-2); }
            .choice { display: flex; gap: 12px; align-items: center; padding: 8px 12px; border: 1px solid var(--hair); border-radius: 8px; margin-top: -1px; cursor: pointer; }
            .choice:has(:checked) { background: var(--select); border-color: var(--accent); position: relative; }
            .choice span { min-width: 0; overflow-wrap: anywhere; font-weight: 600; } .choice small { display: block; font-weight: 400; font-size: 13px; color: var(--ink-2); }
            ul { list-style: none; margin: 0; padding: 0; } li { padding: 6px 0; } li label { display: flex; gap: 12px; align-items: baseline; cursor: pointer; } li:not(:has(label))::before { content: "✓"; color: var(--accent); margin-right: 12px; }
            input { accent-color: var(--accent); margin: 0; width: 16px; height: 16px; flex: none; } li input { translate: 0 2px; }
            .row { display: flex; justify-content: flex-end; gap: 12px; }
            button { font: inherit; font-weight: 600; min-height: 40px; padding: 0 24px; border-radius: 8px; border: 1px solid var(--hair); background: none; color: var(--ink); cursor: pointer; }
            button[value=allow] { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); } :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
            @media (max-width: 480px) { main { margin: 0; border: 0; border-radius: 0; min-height: 100vh; } .row button { flex: 1; min-height: 44px; } }
            </style>
            </head>
            <body><main>
            <p class="stand">Simulated {{name}}, on this machine. No real account is involved.</p>
            <header><h1>Allow access to your {{name}} account?</h1><p>SimpleCRM asks to work with your mail.</p></header>
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
            page.Append($"<label class=\"choice\"><input type=\"radio\" name=\"account\" value=\"{Encode(account.Address)}\"{(account == chosen ? " checked" : "")}><span>{Encode(account.Name)}<small>{Encode(account.Address)}</small></span></label>\n");
        page.Append("</fieldset>\n");
    }

    private void WriteScopes(StringBuilder page)
    {
        page.Append("<fieldset><legend>It will be able to</legend><ul>\n");
        foreach (var scope in scopes.Where(s => !IsIdentity(s)))
            page.Append(server.Behaviour.HasTickBoxes
                ? $"<li><label><input type=\"checkbox\" name=\"scope_granted\" value=\"{Encode(scope)}\" checked><span>{Encode(Words(scope))}</span></label></li>\n"
                : $"<li>{Encode(Words(scope))}</li>\n");
        page.Append("</ul></fieldset>\n");
    }

    private static string Words(string scope) => scope[(scope.LastIndexOf('/') + 1)..] switch
    {
        "gmail.readonly" or "Mail.Read" => "Read your email",
        "gmail.send" or "Mail.Send" => "Send email on your behalf",
        "gmail.modify" or "Mail.ReadWrite" => "Write, change and organise your email",
        "" => "Read, write, send and permanently delete all your email",
        "contacts.readonly" or "Contacts.Read" => "See your contacts",
        "contacts.other.readonly" => "See people you have written to",
        "User.Read" => "Sign you in and read your profile",
        _ => scope,
    };

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
