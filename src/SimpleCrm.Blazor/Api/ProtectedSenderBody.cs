namespace SimpleCrm.Blazor.Api;

/// <summary>An address or domain whose mail is never shared.</summary>
public sealed record ProtectedSenderBody
{
    /// <summary>An address like ana@ruiz.example, or a domain like ruiz.example, which stands for those below it too.</summary>
    public string? Value { get; init; }

    /// <summary>For all mailboxes; admins only.</summary>
    public bool IsWorkspace { get; init; }
}
