using System.Buffers.Text;
using System.Security.Cryptography;

namespace SimpleCrm.Blazor.Api;

/// <summary>
/// Knows a browser again that is sent to a provider and back, so that an answer that was begun in another one is of no use in it. Lax, since the
/// way back comes from the provider's site.
/// </summary>
internal static class ConsentCookie
{
    private const string Name = "simplecrm-consent";
    private const int Bytes = 32;

    /// <summary>The browser's secret, which it gets with this answer if it has none. Several consents may be under way in one browser.</summary>
    public static string Give(HttpContext context)
    {
        if (Find(context) is { } known)
            return known;
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        context.Response.Cookies.Append(Name, secret, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            Path = "/api/email",
            IsEssential = true,
        });
        return secret;
    }

    /// <summary>The browser's secret; null when it has none.</summary>
    public static string? Find(HttpContext context) =>
        context.Request.Cookies[Name] is { } value && Base64Url.IsValid(value, out var length) && length == Bytes ? value : null;
}
