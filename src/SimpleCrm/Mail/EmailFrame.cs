using System.Net;

namespace SimpleCrm.Mail;

/// <summary>
/// The document in which one message is shown, and the headers it must be served with. It holds nothing but safe HTML and our base style,
/// runs no script, sends nothing, and may only be framed by the product itself.
/// </summary>
public static class EmailFrame
{
    /// <summary>For the sandbox attribute of the frame: links open in a new tab, our page may measure the height; no script, no form, no top navigation.</summary>
    public const string Sandbox = "allow-popups allow-popups-to-escape-sandbox allow-same-origin";

    /// <summary>The Content-Security-Policy header of the document. The sandbox directive also holds when the address is opened directly.</summary>
    /// <param name="remoteImages">The reader allowed remote images of this message.</param>
    /// <param name="imageOrigins">More origins for inline images, such as a separate file host; 'self' is always there.</param>
    public static string ContentSecurityPolicy(bool remoteImages, params ReadOnlySpan<string> imageOrigins)
    {
        var images = remoteImages ? "'self' https: http:" : "'self'";
        foreach (var origin in imageOrigins)
            images += " " + origin;
        return $"default-src 'none'; img-src {images}; style-src 'unsafe-inline'; font-src 'self'; script-src 'none'; object-src 'none'; connect-src 'none'; "
            + $"form-action 'none'; base-uri 'none'; frame-src 'none'; frame-ancestors 'self'; sandbox {Sandbox}";
    }

    /// <summary>Every header of the document besides its type.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Headers(bool remoteImages, params string[] imageOrigins) =>
    [
        new("Content-Security-Policy", ContentSecurityPolicy(remoteImages, imageOrigins)),
        new("X-Content-Type-Options", "nosniff"),
        new("Referrer-Policy", "no-referrer"),
        new("Cache-Control", "private, no-store"),
        new("Cross-Origin-Resource-Policy", "same-origin"),
    ];

    /// <summary>The whole document. A message with colours of its own is shown on white in both themes; one without follows the theme.</summary>
    /// <param name="body">From <see cref="SafeHtml"/>.</param>
    /// <param name="dark">The product's theme.</param>
    /// <param name="plainText">The body was plain text: lines keep their breaks in a reading width.</param>
    /// <param name="language">For hyphenation and screen readers; may be empty.</param>
    public static string Document(SafeHtmlResult body, bool dark, bool plainText = false, string language = "")
    {
        var theme = dark && !body.HasColours ? "dark" : "light";
        var lang = language.Length > 0 ? $" lang=\"{WebUtility.HtmlEncode(language)}\"" : "";
        return $"<!DOCTYPE html><html{lang} class=\"{theme}{(plainText ? " plain" : "")}{(dark && body.HasColours ? " paper" : "")}\"><head><meta charset=\"utf-8\">"
            + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"referrer\" content=\"no-referrer\">"
            + $"<title>Email</title><style>{BaseStyle}</style></head><body>{body.Html}</body></html>";
    }

    private const string BaseStyle =
        """
        @font-face {font-family:"Inter Variable";font-weight:100 900;font-display:swap;src:url("/fonts/inter-cyrillic.woff2") format("woff2");unicode-range:U+0301, U+0400-045F, U+0490-0491, U+04B0-04B1, U+2116}
        @font-face {font-family:"Inter Variable";font-weight:100 900;font-display:swap;src:url("/fonts/inter-greek.woff2") format("woff2");unicode-range:U+0370-0377, U+037A-037F, U+0384-038A, U+038C, U+038E-03A1, U+03A3-03FF}
        @font-face {font-family:"Inter Variable";font-weight:100 900;font-display:swap;src:url("/fonts/inter-latin-ext.woff2") format("woff2");unicode-range:U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+0304, U+0308, U+0329, U+1D00-1DBF, U+1E00-1E9F, U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C0, U+2113, U+2C60-2C7F, U+A720-A7FF}
        @font-face {font-family:"Inter Variable";font-weight:100 900;font-display:swap;src:url("/fonts/inter-latin.woff2") format("woff2");unicode-range:U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD}
        html{color-scheme:light;background:#fff;color:#1d1c1a;font:15px/1.6 "Inter Variable",Inter,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
        html.dark{color-scheme:dark;background:#1a1a18;color:#edebe6}
        body{margin:0;padding:1px 0;overflow-x:auto}
        .paper body{padding:12px 16px}
        .sc-mail>:first-child{margin-top:0}.sc-mail>:last-child{margin-bottom:0}
        .plain .sc-mail{max-width:72ch}
        a{color:#0b6b4f}html.dark a{color:#4cc38a}
        img{max-width:100%}img:not([height]):not([style*=height]){height:auto}
        pre{white-space:pre-wrap}table{max-width:100%}
        blockquote{margin:8px 0 8px 4px;padding-left:12px;border-left:2px solid #d8d3ca}html.dark blockquote{border-color:#3a3834}
        .sc-blocked{display:inline-block;background:#f4f2ee;outline:1px dashed #d8d3ca;outline-offset:-1px;color:#6f6a62;font-size:12px}
        html.dark .sc-blocked{background:#20201e;outline-color:#3a3834;color:#969188}
        .sc-quote>summary{display:inline-block;cursor:pointer;list-style:none;margin:8px 0;padding:0 8px;border:1px solid #d8d3ca;border-radius:6px;color:#6f6a62;font-size:12px;line-height:20px}
        .sc-quote>summary::-webkit-details-marker{display:none}.sc-quote>summary:focus-visible{outline:2px solid #2457c5}
        html.dark .sc-quote>summary{border-color:#3a3834;color:#969188}
        .sc-signature,.m-sc-signature{color:#6f6a62}html.dark .m-sc-signature{color:#969188}
        """;
}
