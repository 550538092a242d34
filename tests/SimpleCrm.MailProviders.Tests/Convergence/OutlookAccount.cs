using SimpleCrm.Mailboxes;
using SimpleCrm.MailProviders.Outlook;
using SimpleCrm.Sandbox;
using SimpleCrm.Sandbox.Microsoft;
using SimpleCrm.Sandbox.OAuth;

namespace SimpleCrm.MailProviders.Tests.Convergence;

/// <summary>The simulated Microsoft 365.</summary>
internal sealed class OutlookAccount : SimulatedAccount
{
    private static readonly string[] Scopes = ["Mail.Read", "Mail.ReadWrite", "Mail.Send", "Contacts.Read", "User.Read", "offline_access"];
    private static readonly string[] Known = ["inbox", "archive", "deleteditems", "junkemail"];

    private readonly MicrosoftMailbox _mailbox;
    private readonly Uri _receiver;

    private OutlookAccount(SandboxServer sandbox, MicrosoftMailbox mailbox, Uri receiver) : base(sandbox, mailbox)
    {
        (_mailbox, _receiver) = (mailbox, new Uri(receiver, "outlook"));
        sandbox.MicrosoftAccounts.Add(new SandboxAccount(Address, "Ana Lima", "ana"));
        lock (mailbox.Gate)
        {
            var clients = mailbox.CreateFolder("Clients", null).Id;
            OwnFolders = [clients, mailbox.CreateFolder("Acme", clients).Id];
        }
        // Small pages, so that there are several.
        sandbox.Microsoft.DeltaPageSize = 3;
        sandbox.Microsoft.Observer = _ => Answered?.Invoke();
    }

    public static OutlookAccount Open(SandboxServer sandbox, Uri receiver) => new(sandbox, sandbox.Microsoft.AddMailbox(Address, "Ana Lima"), receiver);

    public override MailProvider Provider => MailProvider.Outlook;

    public override IReadOnlyList<string> OwnFolders { get; }

    public override Dictionary<string, string?> Configuration()
    {
        var root = new Uri(Sandbox.Address, "/microsoft").AbsoluteUri;
        return new()
        {
            ["Outlook:ClientId"] = "sandbox-client",
            ["Outlook:ClientSecret"] = "sandbox-secret",
            ["Outlook:AuthorizationEndpoint"] = root + "/common/oauth2/v2.0/authorize",
            ["Outlook:TokenEndpoint"] = root + "/common/oauth2/v2.0/token",
            ["Outlook:Issuer"] = root + "/{tenantid}/v2.0",
            ["Outlook:ApiEndpoint"] = root + "/graph/v1.0/",
            ["Outlook:WebhookAddress"] = _receiver.AbsoluteUri,
        };
    }

    public override ConsentGrant Grant() => new(new OAuthTokens(
        Sandbox.MicrosoftAccounts.IssueAccessToken(Address, Scopes), Sandbox.MicrosoftAccounts.IssueRefreshToken(Address, Scopes), Sandbox.Time.GetUtcNow().AddHours(1), Scopes), Address, "Ana Lima");

    public override void Arrive(string subject, string? answered) => _mailbox.Deliver(Letter(subject, answered), Sandbox.Time.GetUtcNow());

    public override void Elsewhere(Random random, ref int drafts)
    {
        var messages = _mailbox.Snapshot().Values.OrderBy(m => m.Subject, StringComparer.Ordinal).ToList();
        if (messages.Count == 0)
            return;
        var message = messages[random.Next(messages.Count)];
        var act = random.Next(12);
        if (act >= 10 || message.IsDraft)
        {
            Draft(random, ref drafts);
            return;
        }
        // What is on its way out can be touched by nobody.
        if (message.Folder == "outbox")
            return;
        switch (act)
        {
            case < 3:
                _mailbox.SetFlags(message.Id, random.Next(2) == 0 ? !message.IsRead : null, random.Next(2) == 0 ? !message.IsFlagged : null);
                break;
            case < 6:
                _mailbox.MoveTo(message.Id, OwnFolders[random.Next(OwnFolders.Count)]);
                break;
            case < 9:
                _mailbox.MoveTo(message.Id, Known[random.Next(Known.Length)]);
                break;
            default:
                DeletedElsewhere.Add(message.Subject);
                _mailbox.Delete(message.Id);
                break;
        }
    }

    public override void Stumble(Random random)
    {
        switch (random.Next(16))
        {
            case 0: Fault(new() { PathContains = "/graph/", Status = 503 }); break;
            case 1: Fault(new() { PathContains = "/graph/", Status = 429, Times = random.Next(1, 4) }); break;
            case 2: Fault(new() { PathContains = "/graph/", Status = 429, RetryAfter = TimeSpan.FromSeconds(random.Next(1, 100)) }); break;
            case 3: Fault(new() { PathContains = "/$batch", DropAfter = true }); break;
            case 4: Fault(new() { PathContains = "/graph/", DropAfter = true }); break;
            case 5: Fault(new() { PathContains = "/graph/", DropBefore = true, Times = random.Next(1, 3) }); break;
            case 6: Fault(new() { PathContains = "/messages/", Status = 500, Times = random.Next(1, 6) }); break;
            case 7: Fault(new() { PathContains = "/graph/", Status = 401 }); break;
            case 8: Sandbox.Tokens.Revoke(Address); break;
            case 9: Fault(new() { PathContains = "/send", DropAfter = random.Next(2) == 0, DropBefore = random.Next(2) == 0 }); break;
            case 10: Fault(new() { PathContains = "/send", Status = random.Next(3) switch { 0 => 429, 1 => 500, _ => 503 } }); break;
            case 13: Fault(new() { PathContains = "delta", Status = 410, Times = random.Next(1, 4) }); break;
            case 14: Fault(new() { PathContains = random.Next(2) == 0 ? "$value" : "mailFolders", Status = 500, Times = random.Next(1, 4) }); break;
            case 15: Fault(new() { PathContains = random.Next(2) == 0 ? "/move" : "permanentDelete", Status = 503, RetryAfter = TimeSpan.Zero, Times = random.Next(1, 8) }); break;
            case 11: Fault(new() { PathContains = "/oauth2/v2.0/token", Status = 503 }); break;
            default:
                var faults = Sandbox.Microsoft.NotificationFaults;
                (faults.Lose, faults.Double, faults.Shuffle) = (random.Next(3) == 0, random.Next(3) == 0, random.Next(3) == 0);
                if (!faults.Shuffle)
                    Sandbox.Microsoft.ReleaseNotifications();
                if (random.Next(4) == 0)
                    Sandbox.Microsoft.RemoveSubscriptions(_mailbox);
                break;
        }
    }

    public override void Expire() => _mailbox.ExpireSyncState();

    public override void FileSent(TimeSpan delay, bool rewritesMessageIds) =>
        (Sandbox.Microsoft.SentDelay, Sandbox.Microsoft.RewritesMessageIds, Sandbox.Microsoft.RenamesSentMessages) = (delay, rewritesMessageIds, rewritesMessageIds && delay > TimeSpan.Zero);

    public override void CalmDown()
    {
        Sandbox.Faults.Clear();
        var faults = Sandbox.Microsoft.NotificationFaults;
        (faults.Lose, faults.Double, faults.Shuffle) = (false, false, false);
    }

    public override IReadOnlyList<PlacedEmail> There()
    {
        lock (_mailbox.Gate)
            return [.. _mailbox.Messages.Where(m => m.Folder.WellKnownName != "outbox").Select(m => new PlacedEmail(m.Folder.Id, m.ImmutableId, m.Subject, m.IsRead, m.FlagStatus == "flagged"))];
    }

    public override string Comparable(string remoteId) => OutlookIds.Bare(remoteId);

    private void Draft(Random random, ref int drafts)
    {
        lock (_mailbox.Gate)
        {
            var folder = _mailbox.WellKnown("drafts");
            // One that the product is just sending is not edited by others.
            var known = folder.Messages.Where(m => m.Subject.StartsWith("Draft ", StringComparison.Ordinal)).OrderBy(m => m.Subject, StringComparer.Ordinal).ToList();
            var source = TestEmails.Simple($"Draft {++drafts}");
            if (known.Count == 0 || random.Next(3) == 0)
            {
                _mailbox.Add(folder, source, Sandbox.Time.GetUtcNow(), m => (m.IsDraft, m.IsRead) = (true, true));
                return;
            }
            var draft = known[random.Next(known.Count)];
            if (random.Next(5) == 0)
                new MessageActions(Sandbox.Microsoft).Send(_mailbox, draft);
            else if (random.Next(3) > 0)
            {
                draft.Replace(source);
                _mailbox.Touch(draft, "updated");
            }
            else
                _mailbox.Remove(draft);
        }
    }
}
