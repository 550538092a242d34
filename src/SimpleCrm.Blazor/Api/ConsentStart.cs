namespace SimpleCrm.Blazor.Api;

/// <summary>Consent is needed.</summary>
/// <param name="AuthorizationUrl">Where to send the person; good for ten minutes, once, for whoever asked.</param>
public sealed record ConsentStart(string AuthorizationUrl);
