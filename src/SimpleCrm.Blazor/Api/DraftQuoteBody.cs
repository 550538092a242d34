using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.Api;

/// <summary>What a draft does with the original: "kept", "removed" or "edited".</summary>
public sealed record DraftQuoteBody(DraftQuote Mode);
