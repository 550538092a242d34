using SimpleCrm.Access;

namespace SimpleCrm.Sharing;

/// <summary>What holds for sharing in the whole workspace.</summary>
/// <param name="Default">The level of newly connected mailboxes, until their owners decide.</param>
/// <param name="DefaultAudience">With whom these are shared.</param>
/// <param name="Limits">What owners may choose.</param>
public sealed record WorkspaceShareView(SharingLevel Default, SharingAudience DefaultAudience, SharingLimits Limits);
