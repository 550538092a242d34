namespace SimpleCrm.Blazor.Access;

/// <summary>
/// Says what is shown: on a class with endpoints for all of them, on one handler for itself, on every page, on every hub and its methods. A test
/// fails where it is missing.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class SeesAttribute(params Sight[] sights) : Attribute
{
    public IReadOnlyList<Sight> Sights { get; } = sights;
}
