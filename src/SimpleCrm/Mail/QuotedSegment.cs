namespace SimpleCrm.Mail;

/// <summary>What a stretch of a body is.</summary>
public enum QuotedKind
{
    /// <summary>The person's own words.</summary>
    Own,
    /// <summary>Earlier mail, with the line that introduces it.</summary>
    Quote,
    /// <summary>A signature, or what a phone adds.</summary>
    Signature,
}

/// <summary>A stretch of the text; all of them in order are the whole text.</summary>
public readonly record struct QuotedSegment(QuotedKind Kind, int Start, int Length);
