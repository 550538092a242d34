using Microsoft.Extensions.Configuration;
using SimpleCrm.Sandbox.OAuth;

namespace SimpleCrm.Sandbox.Hosting;

/// <summary>The settings with which a product uses the sandbox in place of Google and Microsoft. For tests, too.</summary>
public static class SandboxSettings
{
    /// <summary>The Pub/Sub topic to which simulated mailboxes publish.</summary>
    public const string Topic = "projects/sandbox/topics/gmail";

    /// <summary>The service account that signs pushes.</summary>
    public const string ServiceAccount = "push@sandbox.iam.gserviceaccount.com";

    /// <param name="sandbox">Where the sandbox listens.</param>
    /// <param name="product">Where the sandbox reaches the product; null for no push.</param>
    public static Dictionary<string, string?> Gmail(Uri sandbox, Uri? product)
    {
        var root = sandbox.GetLeftPart(UriPartial.Authority) + OAuthBehaviour.Google.Prefix;
        var settings = new Dictionary<string, string?>
        {
            ["Gmail:ClientId"] = SandboxClient.Demo.Id,
            ["Gmail:ClientSecret"] = SandboxClient.Demo.Secret,
            ["Gmail:AuthorizationEndpoint"] = root + OAuthBehaviour.Google.AuthorizePath,
            ["Gmail:TokenEndpoint"] = root + OAuthBehaviour.Google.TokenPath,
            ["Gmail:RevocationEndpoint"] = root + OAuthBehaviour.Google.RevokePath,
            ["Gmail:UserInfoEndpoint"] = root + OAuthBehaviour.Google.UserInfoPath,
            ["Gmail:Issuer"] = root,
            ["Gmail:RequireIssuer"] = "true",
            ["Gmail:ApiEndpoint"] = root + "/",
            ["Gmail:PeopleEndpoint"] = root + "/",
            ["Gmail:PushIssuer"] = root,
            ["Gmail:PushKeys"] = root + OAuthBehaviour.Google.KeysPath,
        };
        if (product is not null)
        {
            settings["Gmail:WebhookAddress"] = new Uri(product, "/api/email/webhooks/gmail").AbsoluteUri;
            settings["Gmail:Topic"] = Topic;
            settings["Gmail:PushServiceAccount"] = ServiceAccount;
        }
        return settings;
    }

    /// <inheritdoc cref="Gmail"/>
    public static Dictionary<string, string?> Outlook(Uri sandbox, Uri? product)
    {
        var root = sandbox.GetLeftPart(UriPartial.Authority) + OAuthBehaviour.Microsoft.Prefix;
        var settings = new Dictionary<string, string?>
        {
            ["Outlook:ClientId"] = SandboxClient.Demo.Id,
            ["Outlook:ClientSecret"] = SandboxClient.Demo.Secret,
            ["Outlook:AuthorizationEndpoint"] = root + OAuthBehaviour.Microsoft.AuthorizePath.Replace("{tenant}", "common", StringComparison.Ordinal),
            ["Outlook:TokenEndpoint"] = root + OAuthBehaviour.Microsoft.TokenPath.Replace("{tenant}", "common", StringComparison.Ordinal),
            ["Outlook:Issuer"] = root + OAuthBehaviour.Microsoft.IssuerPath,
            ["Outlook:RequireIssuer"] = "true",
            ["Outlook:ApiEndpoint"] = root + "/graph/v1.0/",
        };
        if (product is not null)
            settings["Outlook:WebhookAddress"] = new Uri(product, "/api/email/webhooks/outlook").AbsoluteUri;
        return settings;
    }

    /// <summary>For every provider that is not configured yet.</summary>
    internal static Dictionary<string, string?> For(IConfiguration configuration, int port, Uri? product)
    {
        var sandbox = new Uri($"http://127.0.0.1:{port}");
        IEnumerable<KeyValuePair<string, string?>> gmail = string.IsNullOrEmpty(configuration["Gmail:ClientId"]) ? Gmail(sandbox, product) : [];
        IEnumerable<KeyValuePair<string, string?>> outlook = string.IsNullOrEmpty(configuration["Outlook:ClientId"]) ? Outlook(sandbox, product) : [];
        return new(gmail.Concat(outlook));
    }
}
