namespace SimpleCrm.Mail;

/// <param name="MaxLength">Characters after which reading stops.</param>
/// <param name="SkipQuotes">Leaves out blockquotes and what mail programs mark as the quoted original.</param>
/// <param name="MarkQuotes">Lines inside a blockquote start with "> ".</param>
/// <param name="KeepLinks">A link whose text is not its address is followed by the address in angle brackets.</param>
/// <param name="SkipHidden">Leaves out elements styled display:none.</param>
public sealed record HtmlToTextOptions(
    int MaxLength = int.MaxValue, bool SkipQuotes = false, bool MarkQuotes = false, bool KeepLinks = false, bool SkipHidden = false)
{
    public static readonly HtmlToTextOptions Default = new();

    /// <summary>For the text alternative of a message and for quoting: what a reader of plain text needs.</summary>
    public static readonly HtmlToTextOptions Readable = new(MarkQuotes: true, KeepLinks: true, SkipHidden: true);
}
