namespace SimpleCrm.Blazor.Api;

/// <summary>The record that is to go into the one in the address.</summary>
public sealed record MergeBody
{
    public string? OtherId { get; init; }

    /// <summary>The version of the record that stays, as it was read.</summary>
    public int Version { get; init; }

    /// <summary>The version of the other, as it was read.</summary>
    public int OtherVersion { get; init; }

    /// <summary>Names of the fields of which the other's is kept; lists are joined, and naming one puts the other's first.</summary>
    public string[]? FromOther { get; init; }
}
