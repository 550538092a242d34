using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.Api;

/// <summary>A draft that is in the outbox now.</summary>
/// <param name="OutgoingId">For <c>/api/email/outbox/{id}</c>.</param>
/// <param name="State">How far it has come.</param>
/// <param name="SendAt">When it leaves; until then it can be taken back.</param>
public sealed record DraftSentAnswer(string OutgoingId, OutgoingState State, DateTime? SendAt);
