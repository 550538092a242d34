namespace SimpleCrm.Blazor.Api;

/// <summary>The answer to a request.</summary>
public sealed record AccessDecisionBody
{
    public bool Granted { get; init; }
}
