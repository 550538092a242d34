namespace SimpleCrm.Outbox;

/// <summary>Wakes the filing of drafts.</summary>
internal sealed class DraftSignal(TimeProvider time) : WorkSignal(time);
