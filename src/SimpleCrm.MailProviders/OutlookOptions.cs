namespace SimpleCrm.MailProviders;

/// <summary>Where Microsoft Graph is.</summary>
public sealed class OutlookOptions
{
    public const string Section = "Outlook";

    /// <summary>Address of Graph with its version, without a slash at the end; http is accepted on this machine only.</summary>
    public Uri GraphEndpoint { get; set; } = new("https://graph.microsoft.com/v1.0");

    /// <summary>The first thing that is wrong, naming its key; null when all is well.</summary>
    public string? FindFault() => GraphEndpoint is { IsAbsoluteUri: true } address && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)
        ? null
        : $"{Section}:{nameof(GraphEndpoint)} must be an absolute https address.";
}
