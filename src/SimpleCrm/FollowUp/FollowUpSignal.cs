using SimpleCrm.Outbox;

namespace SimpleCrm.FollowUp;

/// <summary>Wakes the follow-up.</summary>
internal sealed class FollowUpSignal(TimeProvider time) : WorkSignal(time);
