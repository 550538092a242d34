namespace SimpleCrm.Sync;

/// <summary>A provider's promise to call when a mailbox changes (Gmail users.watch, Microsoft Graph subscription).</summary>
/// <param name="Id">The provider's id of it; for Gmail the topic.</param>
/// <param name="ClientState">The secret that its calls must carry; empty where the provider signs instead.</param>
/// <param name="ExpiresAt">When it ends unless renewed, UTC.</param>
public sealed record WebhookSubscription(string Id, string ClientState, DateTimeOffset ExpiresAt);
