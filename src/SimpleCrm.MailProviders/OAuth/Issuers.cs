using SimpleCrm.Mailboxes;

namespace SimpleCrm.MailProviders.OAuth;

/// <summary>Tells whether an answer's issuer is the one that was asked (RFC 9207 §2.4).</summary>
internal static class Issuers
{
    private const string Tenant = "{tenantid}";

    public static bool IsExpected(ConsentOptions options, string? issuer)
    {
        if (string.IsNullOrEmpty(issuer))
            return !options.RequireIssuer;
        var parts = options.Issuer.Split(Tenant);
        return parts is [var before, var after]
            ? issuer.Length > before.Length + after.Length && issuer.StartsWith(before, StringComparison.Ordinal) && issuer.EndsWith(after, StringComparison.Ordinal)
                && Guid.TryParseExact(issuer[before.Length..^after.Length], "D", out _)
            : issuer.Equals(options.Issuer, StringComparison.Ordinal);
    }

    /// <summary>An address below a root that may or may not end with a slash.</summary>
    public static Uri Below(this Uri root, string path) => new($"{root.AbsoluteUri.TrimEnd('/')}/{path}");
}
