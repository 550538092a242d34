using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.Api;

/// <summary>An address to which nobody here may write.</summary>
public sealed record SuppressionAnswer(string Address, string Reason, DateTime CreatedAt)
{
    internal static SuppressionAnswer Of(SuppressedAddress row) => new(row.Address, row.Reason, row.CreatedAt);
}
