namespace SimpleCrm.Mailboxes;

/// <summary>The parameters with which a provider sends the person back (RFC 6749 §4.1.2, RFC 9207).</summary>
public sealed record ConsentAnswer(string? State, string? Code, string? Issuer, string? Error)
{
    /// <summary>The secret of the browser that brings it; null when the browser has none.</summary>
    public string? Browser { get; init; }
}
