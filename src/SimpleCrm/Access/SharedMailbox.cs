namespace SimpleCrm.Access;

/// <summary>What decides who sees a mailbox's emails.</summary>
/// <param name="TeamId">The owner's team.</param>
/// <param name="TeamManagerId">Who manages it.</param>
internal sealed record SharedMailbox(long Id, long OwnerId, SharingLevel Level, SharingAudience Audience, long? TeamId, long? TeamManagerId);
