using Microsoft.Extensions.Options;

namespace SimpleCrm.Blazor.Api;

/// <summary>The address to which providers send people back, as it must be registered there.</summary>
public sealed class RedirectAddress(IOptions<SimpleCrmOptions> options)
{
    public const string Path = "/api/email/callback";

    /// <summary>Below the configured public address; without one, below the address at which the product is being used.</summary>
    public string For(Uri page) => (options.Value.PublicAddress ?? page).GetLeftPart(UriPartial.Authority) + Path;

    /// <inheritdoc cref="For(Uri)"/>
    public string For(HttpRequest request) => For(new Uri($"{request.Scheme}://{request.Host}"));
}
