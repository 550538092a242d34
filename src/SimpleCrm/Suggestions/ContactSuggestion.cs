namespace SimpleCrm.Suggestions;

/// <summary>Somebody the viewer corresponds with who is no contact and no lead yet.</summary>
public sealed record ContactSuggestion
{
    public required string Address { get; init; }
    public required string Name { get; init; }

    /// <summary>As the signature says it, else after the domain; empty for free mail.</summary>
    public required string Company { get; init; }

    /// <summary>The domain a company of theirs has; empty for free mail.</summary>
    public required string Domain { get; init; }

    /// <summary>The company that has the domain already.</summary>
    public long? CompanyId { get; init; }
    public required string JobTitle { get; init; }
    public required string Phone { get; init; }

    /// <summary>Emails from and to them among those that were looked at.</summary>
    public required int Emails { get; init; }
    public required DateTime LastAt { get; init; }
}
