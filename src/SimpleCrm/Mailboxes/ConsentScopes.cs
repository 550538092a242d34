namespace SimpleCrm.Mailboxes;

/// <summary>Compares what was granted with what was asked for.</summary>
internal static class ConsentScopes
{
    /// <summary>Required permissions that were not granted.</summary>
    public static IReadOnlyList<ConsentPermission> Missing(IReadOnlyList<ConsentPermission> asked, IReadOnlyList<string> granted) =>
        [.. asked.Where(p => p.IsRequired && !IsGranted(p.Scope, granted))];

    // Microsoft names the resource before its scopes or not, as it likes, in any case.
    public static bool IsGranted(string scope, IReadOnlyList<string> granted) => granted.Any(g =>
        g.Equals(scope, StringComparison.OrdinalIgnoreCase)
        || g.EndsWith("/" + scope, StringComparison.OrdinalIgnoreCase)
        // Who may change a mailbox may read it.
        || scope.EndsWith("/gmail.readonly", StringComparison.Ordinal) && g.EndsWith("/gmail.modify", StringComparison.Ordinal)
        || scope.Equals("Mail.Read", StringComparison.OrdinalIgnoreCase) && g.EndsWith("Mail.ReadWrite", StringComparison.OrdinalIgnoreCase));
}
