namespace SimpleCrm.TestServers.Product;

/// <summary>How the product is started.</summary>
public sealed record ProductOptions
{
    public string AdminEmail { get; init; } = "admin@northwind.test";

    public string AdminPassword { get; init; } = "Correct-horse-battery-9";

    /// <summary>Where the product listens, for those who must know before it starts; null takes a free port.</summary>
    public int? Port { get; init; }

    /// <summary>Whether the first admin is configured; without, the database begins empty.</summary>
    public bool HasAdmin { get; init; } = true;

    /// <summary>Debug or Release; by default whichever the running test was built as.</summary>
    public string Configuration { get; init; } = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";

    /// <summary>Only in Development are a build's static files found without publishing it.</summary>
    public string Environment { get; init; } = "Development";

    /// <summary>Trust any certificate.</summary>
    public bool AllowInvalidCertificates { get; init; }

    /// <summary>A PEM file of roots the product is to trust in place of the machine's, or null.</summary>
    public string? TrustedRoots { get; init; }

    /// <summary>Further settings, such as <c>Sandbox__Enabled</c>; they win over all others.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
