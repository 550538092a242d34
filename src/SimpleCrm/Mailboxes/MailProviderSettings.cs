using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Encryption;

namespace SimpleCrm.Mailboxes;

/// <summary>Keeps the settings of the providers: reads what is in force, and stores what administrators enter.</summary>
public sealed class MailProviderSettings(
    IDbContextFactory<SimpleCrmDbContext> contexts, Vault vault, IOptions<GmailOptions> gmail, IOptions<OutlookOptions> outlook, IOptions<SimpleCrmOptions> product)
{
    /// <summary>The settings of one provider.</summary>
    public async Task<ProviderSettings> FindAsync(MailProvider provider, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return Merge(provider, await db.ProviderSettings.AsNoTracking().SingleOrDefaultAsync(s => s.Provider == provider, cancellationToken));
    }

    /// <summary>The settings of every provider.</summary>
    public async Task<IReadOnlyList<ProviderSettings>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = await db.ProviderSettings.AsNoTracking().ToDictionaryAsync(s => s.Provider, cancellationToken);
        return [.. Enum.GetValues<MailProvider>().Select(p => Merge(p, stored.GetValueOrDefault(p)))];
    }

    /// <summary>Stores what an administrator entered.</summary>
    /// <returns>Mistakes by field; empty when it is stored. Null when the viewer is no administrator.</returns>
    public async Task<IReadOnlyDictionary<string, string>?> SaveAsync(Viewer viewer, MailProvider provider, ProviderSettingsChange change, DateTime now, CancellationToken cancellationToken)
    {
        if (viewer.Role != Role.Admin)
            return null;
        var mistakes = Mistakes(change);
        if (mistakes.Count > 0)
            return mistakes;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.ProviderSettings.SingleOrDefaultAsync(s => s.Provider == provider, cancellationToken);
        if (row is null)
            db.ProviderSettings.Add(row = new StoredProviderSettings { Provider = provider });
        // What is as configured goes on following the configuration.
        var configured = Merge(provider, null);
        row.ClientId = Own(change.ClientId, configured.ClientId);
        row.WebhookAddress = Own(change.WebhookAddress, configured.WebhookAddress?.AbsoluteUri ?? "");
        row.Topic = Own(change.Topic, configured.Topic);
        row.PushServiceAccount = Own(change.PushServiceAccount, configured.PushServiceAccount);
        if (change.ClientSecret is { } secret)
            row.ClientSecretCipher = vault.EncryptText(secret.Trim(), Place(provider));
        (row.IsOffered, row.IsTracked, row.UpdatedAt, row.UpdatedById) = (change.IsOffered, change.IsTracked, now, viewer.UserId);
        await db.SaveChangesAsync(cancellationToken);
        return mistakes;
    }

    /// <summary>The configured endpoints of a provider that is connected by consent.</summary>
    internal ConsentOptions OptionsOf(MailProvider provider) => provider switch
    {
        MailProvider.Gmail => gmail.Value,
        MailProvider.Outlook => outlook.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "Only Gmail and Outlook are connected by consent."),
    };

    private ProviderSettings Merge(MailProvider provider, StoredProviderSettings? stored)
    {
        var offered = new ProviderSettings
        {
            Provider = provider,
            IsOffered = stored?.IsOffered ?? true,
            IsTracked = stored?.IsTracked ?? false,
        };
        if (!ProviderTraits.Of(provider).HasConsent)
            return offered;
        var options = OptionsOf(provider);
        return offered with
        {
            ClientId = stored?.ClientId ?? options.ClientId,
            // A secret belongs to its client id: the configured one does not go with a stored id.
            ClientSecret = stored is { ClientSecretCipher.Length: > 0 } ? vault.DecryptText(stored.ClientSecretCipher, Place(provider)) : stored?.ClientId is null ? options.ClientSecret : "",
            WebhookAddress = stored?.WebhookAddress is { } address ? new Uri(address) : options.WebhookAddress ?? PublicWebhook(provider),
            Topic = stored?.Topic ?? (options as GmailOptions)?.Topic ?? "",
            PushServiceAccount = stored?.PushServiceAccount ?? (options as GmailOptions)?.PushServiceAccount ?? "",
        };
    }

    private Uri? PublicWebhook(MailProvider provider) => product.Value.PublicAddress is { Scheme: "https" } address
        ? new Uri($"{address.AbsoluteUri.TrimEnd('/')}/api/email/webhooks/{(provider == MailProvider.Gmail ? "gmail" : "outlook")}")
        : null;

    private static Dictionary<string, string> Mistakes(ProviderSettingsChange change)
    {
        var mistakes = new Dictionary<string, string>();
        if (change.ClientId.Length > 300 || change.ClientId.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            mistakes["clientId"] = "A client id has no spaces and at most 300 characters.";
        if (change.ClientSecret is { } secret && (secret.Length > 500 || secret.Any(char.IsControl)))
            mistakes["clientSecret"] = "A client secret has at most 500 characters, on one line.";
        if (change.WebhookAddress.Length > 500 || change.WebhookAddress.Length > 0 && !(Uri.TryCreate(change.WebhookAddress, UriKind.Absolute, out var address) && ConsentOptions.IsSafe(address)))
            mistakes["webhookAddress"] = "Enter a full https address, such as https://crm.example.com/api/email/webhooks/gmail.";
        if (change.Topic.Length > 300 || change.Topic.Trim().Length > 0 && !GmailOptions.IsTopic(change.Topic.Trim()))
            mistakes["topic"] = "A topic looks like projects/my-project/topics/my-topic.";
        if (change.PushServiceAccount.Length > 320 || change.PushServiceAccount.Trim().Length > 0 && !change.PushServiceAccount.Contains('@'))
            mistakes["pushServiceAccount"] = "Enter the email address of the service account.";
        return mistakes;
    }

    private static string? Own(string text, string configured) => text.Trim() is { Length: > 0 } value && value != configured ? value : null;

    private static string Place(MailProvider provider) => $"ProviderSettings:{provider}:ClientSecret";
}
