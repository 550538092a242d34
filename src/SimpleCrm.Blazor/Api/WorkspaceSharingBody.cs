using SimpleCrm.Access;
using SimpleCrm.Sharing;

namespace SimpleCrm.Blazor.Api;

/// <summary>What holds for sharing in the whole workspace.</summary>
public sealed record WorkspaceSharingBody
{
    /// <summary>The level of newly connected mailboxes.</summary>
    public SharingLevel Default { get; init; }
    public SharingAudience DefaultAudience { get; init; }

    /// <summary>What those with whom something is shared see at least.</summary>
    public SharingLevel Least { get; init; }

    /// <summary>What anybody but the owner sees at most.</summary>
    public SharingLevel Most { get; init; } = SharingLevel.Everything;

    internal static WorkspaceSharingBody Of(WorkspaceShareView view) =>
        new() { Default = view.Default, DefaultAudience = view.DefaultAudience, Least = view.Limits.Least, Most = view.Limits.Most };
}
