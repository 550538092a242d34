namespace SimpleCrm.Outbox;

/// <summary>Wakes the outbox.</summary>
internal sealed class OutboxSignal(TimeProvider time) : WorkSignal(time);
