namespace SimpleCrm.Sandbox.OAuth;

/// <summary>An application registered at a simulated provider.</summary>
/// <param name="Id">client_id.</param>
/// <param name="Secret">client_secret; null for a public client, which PKCE alone protects.</param>
/// <param name="RedirectUris">Where codes may be sent, compared exactly; empty for any loopback address.</param>
public sealed record SandboxClient(string Id, string? Secret, IReadOnlyList<Uri> RedirectUris)
{
    /// <summary>Registered from the start, so that a newcomer has to set up nothing.</summary>
    public static SandboxClient Demo { get; } = new("sandbox-client", "sandbox-secret", []);

    internal bool MayRedirectTo(string value) => Uri.TryCreate(value, UriKind.Absolute, out var uri)
        && (RedirectUris.Count == 0 ? uri.IsLoopback && uri.Scheme is "http" or "https" && uri.Fragment.Length == 0 : RedirectUris.Any(u => u.OriginalString == value));
}
