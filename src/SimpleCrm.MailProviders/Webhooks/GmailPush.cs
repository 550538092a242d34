using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Webhooks;

/// <summary>
/// Reads Pub/Sub push requests. Google signs each with a token (RFC 7519) for the service account of the subscription; one that does not hold in
/// every part says nothing.
/// </summary>
internal sealed class GmailPush(GoogleKeys keys, MailProviderSettings settings, IOptions<GmailOptions> options, TimeProvider time) : IWebhookReader
{
    private const string Scheme = "Bearer ";
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);
    private readonly JsonWebTokenHandler _tokens = new() { MaximumTokenSizeInBytes = WebhookDelivery.MaxAuthorization };

    public MailProvider Provider => MailProvider.Gmail;

    public async Task<IReadOnlyList<WebhookHint>> ReadAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.Authorization is not { } header || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || AddressIn(delivery.Body) is not { } address)
            return [];
        return await IsAuthenticAsync(header[Scheme.Length..].Trim(), delivery.ReceivedAt, cancellationToken)
            ? [new WebhookHint(WebhookHintKind.Changed) { Address = address }]
            : [];
    }

    private async Task<bool> IsAuthenticAsync(string text, DateTime receivedAt, CancellationToken cancellationToken)
    {
        var provider = await settings.FindAsync(Provider, cancellationToken);
        var audience = options.Value.PushAudience is { Length: > 0 } configured ? configured : provider.WebhookAddress?.AbsoluteUri;
        if (provider.PushServiceAccount.Length == 0 || audience is null || !_tokens.CanReadToken(text) || Read(text) is not { } token)
            return false;
        var key = await keys.FindAsync(token.Kid, cancellationToken);
        if (key is null)
            return false;
        var result = await _tokens.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = key,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidIssuers = [options.Value.PushIssuer, options.Value.PushIssuer.Replace("https://", "", StringComparison.Ordinal)],
            ValidAudience = audience,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            // A call that had to wait for us is judged by the time it came in.
            LifetimeValidator = (from, until, _, _) => until is { } end && end > receivedAt - ClockSkew && (from is null || from < time.GetUtcNow().UtcDateTime + ClockSkew),
        });
        return result.IsValid
            && token.TryGetValue<string>("email", out var email) && email.Equals(provider.PushServiceAccount, StringComparison.OrdinalIgnoreCase)
            && token.TryGetValue<bool>("email_verified", out var isVerified) && isVerified;
    }

    private JsonWebToken? Read(string text)
    {
        try
        {
            return _tokens.ReadJsonWebToken(text);
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    // {"message":{"data":"base64 of {emailAddress, historyId}", …}, "subscription":…}
    private static string? AddressIn(byte[] body)
    {
        try
        {
            using var envelope = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 16 });
            var data = envelope.RootElement.GetProperty("message").GetProperty("data").GetString() ?? "";
            using var change = JsonDocument.Parse(Decode(data), new JsonDocumentOptions { MaxDepth = 8 });
            return change.RootElement.GetProperty("emailAddress").GetString() is { Length: > 0 and <= 320 } address ? address : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    // Pub/Sub uses the standard alphabet, Gmail's documentation the one for addresses.
    private static byte[] Decode(string data) => Base64Url.IsValid(data) ? Base64Url.DecodeFromUtf8(Encoding.ASCII.GetBytes(data)) : Convert.FromBase64String(data);
}
