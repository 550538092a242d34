namespace SimpleCrm.Mail;

/// <summary>HTML after <see cref="HtmlRewriter"/>, and its style sheet apart.</summary>
internal sealed record RewrittenHtml(string Html, string Css, int Blocked, int Pixels, bool HasColours, bool Truncated);
