namespace SimpleCrm.Sandbox.Google;

/// <summary>Where a topic's messages are pushed to.</summary>
/// <param name="Endpoint">The receiver.</param>
/// <param name="Audience">Claim <c>aud</c> of the token.</param>
/// <param name="ServiceAccount">Claim <c>email</c> of the token.</param>
public sealed record PushSubscription(Uri Endpoint, string Audience, string ServiceAccount)
{
    public string Name { get; init; } = "projects/sandbox/subscriptions/gmail";
}
