namespace SimpleCrm.Mail;

/// <summary>How one HTML body is made safe.</summary>
public sealed record SafeHtmlOptions
{
    /// <summary>Blocks remote images, shows no inline ones, folds quotes.</summary>
    public static readonly SafeHtmlOptions Default = new();

    /// <summary>The reader's consent: remote images load. Tracking pixels of 1x1 shape stay out even then.</summary>
    public bool AllowRemoteImages { get; init; }

    /// <summary>The address of an inline part by its Content-ID (without brackets); null when the message has no such part.</summary>
    public Func<string, string?>? InlineImage { get; init; }

    /// <summary>Replaces the address of an allowed remote image, for a proxy; null drops the image.</summary>
    public Func<string, string?>? RemoteImage { get; init; }

    /// <summary>Puts quoted history into a folded details element.</summary>
    public bool FoldQuotes { get; init; } = true;

    /// <summary>The label of the fold, in the reader's language.</summary>
    public string QuoteLabel { get; init; } = "Show quoted text";

    /// <summary>Characters of HTML read; the rest is cut and <see cref="SafeHtmlResult.Truncated"/> is set.</summary>
    public int MaxLength { get; init; } = 2 * 1024 * 1024;
}
