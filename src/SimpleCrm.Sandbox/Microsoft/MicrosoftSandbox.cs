using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SimpleCrm.Sandbox.OAuth;

namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>
/// A simulated Microsoft Graph (v1.0: mail, folders, contacts, subscriptions) below <c>/microsoft/graph/v1.0</c>, made from Microsoft's published
/// description and documentation. What it does not know is answered 400, never guessed.
/// </summary>
public sealed class MicrosoftSandbox : IDisposable
{
    private readonly ConcurrentDictionary<string, MicrosoftMailbox> _mailboxes = new(StringComparer.OrdinalIgnoreCase);

    internal MicrosoftSandbox(TimeProvider time, SandboxTokens tokens, SandboxFaults faults)
    {
        (Time, Tokens, Faults) = (time, tokens, faults);
        Subscriptions = new Subscriptions(this);
        Uploads = new UploadSessions(this);
    }

    /// <summary>Called with every call and answer, parts of batches included. Off unless set.</summary>
    public Action<GraphExchange>? Observer { get; set; }

    public NotificationFaults NotificationFaults { get; } = new();

    /// <summary>How long a sent message stays in the Outbox before it is found in Sent Items.</summary>
    public TimeSpan SentDelay { get; set; }

    /// <summary>Sent messages get another Message-ID; the first one is kept in X-Microsoft-Original-Message-ID.</summary>
    public bool RewritesMessageIds { get; set; }

    /// <summary>Sent messages get another immutable id, against the documentation and as reported.</summary>
    public bool RenamesSentMessages { get; set; }

    /// <summary>The longest life of a subscription.</summary>
    public TimeSpan SubscriptionLifetime { get; set; } = TimeSpan.FromMinutes(4230);

    /// <summary>Calls that a mailbox serves at once; one more is answered 429.</summary>
    public int MaxCallsAtOnce { get; set; } = 4;

    /// <summary>Entries of a delta page when the client asks for no number.</summary>
    public int DeltaPageSize { get; set; } = 100;

    internal TimeProvider Time { get; }
    internal SandboxTokens Tokens { get; }
    internal SandboxFaults Faults { get; }
    internal Subscriptions Subscriptions { get; }
    internal UploadSessions Uploads { get; }

    /// <summary>Without a slash at the end; known once the server listens.</summary>
    internal string BaseAddress { get; set; } = "";
    internal string GraphAddress => BaseAddress + "/microsoft/graph/v1.0";

    public MicrosoftMailbox AddMailbox(string address, string ownerName) =>
        _mailboxes.GetOrAdd(address, key => new MicrosoftMailbox(this, key, ownerName));

    public IEnumerable<MicrosoftMailbox> Mailboxes => _mailboxes.Values;

    public MicrosoftMailbox? Find(string address) => _mailboxes.GetValueOrDefault(address);

    /// <summary>How many subscriptions a mailbox has that have not expired.</summary>
    public int CountSubscriptions(MicrosoftMailbox mailbox) => Subscriptions.Of(mailbox).Count;

    /// <summary>Sends what <see cref="NotificationFaults.Shuffle"/> held back.</summary>
    public void ReleaseNotifications() => Subscriptions.Release();

    /// <summary>Asks every subscriber of a mailbox to authorize again (lifecycle event reauthorizationRequired).</summary>
    public void RequireReauthorization(MicrosoftMailbox mailbox) => Subscriptions.Lifecycle(mailbox, "reauthorizationRequired");

    /// <summary>Ends every subscription of a mailbox and says so (lifecycle event subscriptionRemoved).</summary>
    public void RemoveSubscriptions(MicrosoftMailbox mailbox) => Subscriptions.Lifecycle(mailbox, "subscriptionRemoved");

    /// <summary>Says that notifications were lost (lifecycle event missed).</summary>
    public void AnnounceMissed(MicrosoftMailbox mailbox) => Subscriptions.Lifecycle(mailbox, "missed");

    /// <summary>Calls to Graph meet their faults here, since the parts of a batch do so one by one.</summary>
    internal static bool JudgesFaultsOf(PathString path) => path.StartsWithSegments("/microsoft/graph") || path.StartsWithSegments("/microsoft/upload");

    public void Dispose() => Subscriptions.Dispose();

    internal void Map(WebApplication app)
    {
        var endpoint = new GraphEndpoint(this);
        app.Map("/microsoft/graph/v1.0/{**path}", (HttpContext context) => endpoint.ServeAsync(context));
        app.Map("/microsoft/upload/{id}", (HttpContext context, string id) => Uploads.ServeAsync(context, id));
    }
}
