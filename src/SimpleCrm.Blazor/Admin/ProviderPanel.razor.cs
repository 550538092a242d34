using Microsoft.AspNetCore.Components;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.Api;
using SimpleCrm.Blazor.Settings;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Mailboxes;

namespace SimpleCrm.Blazor.Admin;

public sealed partial class ProviderPanel
{
    private Entry _entry = new();
    private IReadOnlyDictionary<string, string> _faults = new Dictionary<string, string>();
    private IReadOnlyList<string>? _found;
    private IReadOnlyList<string> _advice = [];
    private bool _busy;

    [Inject] public required MailProviderSettings Providers { get; set; }
    [Inject] public required IEnumerable<IConsentProvider> Consents { get; set; }
    [Inject] public required RedirectAddress Redirects { get; set; }
    [Inject] public required CurrentViewer Viewers { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }
    [Inject] public required Notices Notices { get; set; }
    [Inject] public required TimeProvider Time { get; set; }
    [Parameter, EditorRequired] public ProviderSettings Settings { get; set; } = null!;
    [Parameter] public EventCallback Saved { get; set; }

    private string Key => Settings.Provider.ToString().ToLowerInvariant();
    private bool HasConsent => ProviderTraits.Of(Settings.Provider).HasConsent;
    private string RedirectUri => Redirects.For(new Uri(Navigation.BaseUri));

    private string Title => Settings.Provider switch
    {
        MailProvider.Gmail => "Google (Gmail, Google Workspace)",
        MailProvider.Outlook => "Microsoft (Microsoft 365, Outlook.com)",
        _ => "Other accounts (IMAP and SMTP)",
    };

    private string WebhookHint => Settings.WebhookAddress is { } address
        ? $"In force: {address.AbsoluteUri}"
        : "Where the provider reaches this product over https. Without it, mailboxes are polled.";

    protected override void OnParametersSet()
    {
        if (_entry.Of == Settings)
            return;
        _entry = new Entry
        {
            Of = Settings,
            ClientId = Settings.ClientId,
            WebhookAddress = Settings.WebhookAddress?.AbsoluteUri ?? "",
            Topic = Settings.Topic,
            PushServiceAccount = Settings.PushServiceAccount,
            IsOffered = Settings.IsOffered,
            IsTracked = Settings.IsTracked,
        };
    }

    private string? Fault(string field) => _faults.GetValueOrDefault(field);

    private async Task SaveAsync()
    {
        if (await Viewers.FindAsync() is not { } viewer)
            return;
        var faults = await Providers.SaveAsync(viewer, Settings.Provider, new ProviderSettingsChange
        {
            ClientId = _entry.ClientId ?? "",
            ClientSecret = string.IsNullOrEmpty(_entry.Secret) ? null : _entry.Secret,
            WebhookAddress = _entry.WebhookAddress ?? "",
            Topic = _entry.Topic ?? "",
            PushServiceAccount = _entry.PushServiceAccount ?? "",
            IsOffered = _entry.IsOffered,
            IsTracked = _entry.IsTracked,
        }, Time.GetUtcNow().UtcDateTime, CancellationToken.None);
        _faults = faults ?? new Dictionary<string, string>();
        _found = null;
        if (faults is not { Count: 0 })
            return;
        _entry.Secret = "";
        await Notices.SayAsync($"Saved. {(Settings.Provider == MailProvider.Imap ? "" : "Use “Test this” to see whether the provider agrees.")}".Trim());
        await Saved.InvokeAsync();
    }

    private async Task TestAsync()
    {
        _busy = true;
        try
        {
            _found = await Consents.Single(c => c.Provider == Settings.Provider).TestAsync(RedirectUri, CancellationToken.None);
            var settings = await Providers.FindAsync(Settings.Provider, CancellationToken.None);
            _advice = settings.CanPush ? []
                : [settings.WebhookAddress is null
                    ? "No webhook address is set, so that mailboxes are polled every few minutes."
                    : "Push needs the Pub/Sub topic and the service account; until both are set, mailboxes are polled every few minutes."];
        }
        finally
        {
            _busy = false;
        }
    }

    private sealed class Entry
    {
        public ProviderSettings? Of { get; init; }
        public string? ClientId { get; set; } = "";
        public string? Secret { get; set; } = "";
        public string? WebhookAddress { get; set; } = "";
        public string? Topic { get; set; } = "";
        public string? PushServiceAccount { get; set; } = "";
        public bool IsOffered { get; set; } = true;
        public bool IsTracked { get; set; }
    }
}
