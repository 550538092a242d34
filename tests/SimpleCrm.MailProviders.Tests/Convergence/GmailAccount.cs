using MimeKit;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sandbox;
using SimpleCrm.Sandbox.Google;

namespace SimpleCrm.MailProviders.Tests.Convergence;

/// <summary>The simulated Gmail.</summary>
internal sealed class GmailAccount : SimulatedAccount
{
    private const string Topic = "projects/sandbox/topics/gmail", PushedBy = "push@sandbox.example";
    private static readonly string[] Scopes = ["https://mail.google.com/", "https://www.googleapis.com/auth/gmail.modify", "https://www.googleapis.com/auth/contacts.readonly"];
    private static readonly string[] Places = ["INBOX", "SENT", "DRAFT"];

    private readonly GmailMailbox _mailbox;
    private readonly Uri _receiver;

    private GmailAccount(SandboxServer sandbox, GmailMailbox mailbox, Uri receiver) : base(sandbox, mailbox)
    {
        (_mailbox, _receiver) = (mailbox, new Uri(receiver, "gmail"));
        mailbox.Quota.UnitsPerMinute = int.MaxValue;
        OwnFolders = [mailbox.CreateLabel("Clients"), mailbox.CreateLabel("Clients/Acme")];
        sandbox.Google.Observer = _ => Answered?.Invoke();
        sandbox.Google.Push.Subscribe(Topic, new PushSubscription(_receiver, _receiver.AbsoluteUri, PushedBy));
    }

    public static GmailAccount Open(SandboxServer sandbox, Uri receiver) => new(sandbox, sandbox.Google.Add(Address, "Ana Lima"), receiver);

    public override MailProvider Provider => MailProvider.Gmail;

    public override IReadOnlyList<string> OwnFolders { get; }

    public override Dictionary<string, string?> Configuration()
    {
        var root = new Uri(Sandbox.Address, "/google").AbsoluteUri;
        return new()
        {
            ["Gmail:ClientId"] = "sandbox-client",
            ["Gmail:ClientSecret"] = "sandbox-secret",
            ["Gmail:AuthorizationEndpoint"] = root + "/o/oauth2/v2/auth",
            ["Gmail:TokenEndpoint"] = root + "/token",
            ["Gmail:RevocationEndpoint"] = root + "/revoke",
            ["Gmail:UserInfoEndpoint"] = root + "/v1/userinfo",
            ["Gmail:Issuer"] = Sandbox.GoogleAccounts.Issuer,
            ["Gmail:ApiEndpoint"] = root + "/",
            ["Gmail:PeopleEndpoint"] = root + "/",
            ["Gmail:WebhookAddress"] = _receiver.AbsoluteUri,
            ["Gmail:Topic"] = Topic,
            ["Gmail:PushServiceAccount"] = PushedBy,
            ["Gmail:PushIssuer"] = Sandbox.GoogleAccounts.Issuer,
            ["Gmail:PushKeys"] = root + "/oauth2/v3/certs",
        };
    }

    public override ConsentGrant Grant() => new(new OAuthTokens(
        Sandbox.GoogleAccounts.IssueAccessToken(Address, Scopes), Sandbox.GoogleAccounts.IssueRefreshToken(Address, Scopes), Sandbox.Time.GetUtcNow().AddHours(1), Scopes), Address, "Ana Lima");

    public override void Arrive(string subject, string? answered) => _mailbox.Deliver(Letter(subject, answered), Sandbox.Time.GetUtcNow());

    public override void Elsewhere(Random random, ref int drafts)
    {
        var messages = _mailbox.Messages().OrderBy(m => m.Id, StringComparer.Ordinal).ToList();
        if (messages.Count == 0)
            return;
        var (id, own) = messages[random.Next(messages.Count)];
        var act = random.Next(12);
        if (act >= 10 || own.Contains("DRAFT"))
        {
            Draft(random, ref drafts);
            return;
        }
        switch (act)
        {
            case < 3:
                Toggle(random.Next(2) == 0 ? "UNREAD" : "STARRED");
                break;
            case < 5:
                Toggle(OwnFolders[random.Next(OwnFolders.Count)]);
                break;
            case 5:
                Toggle("INBOX");
                break;
            case 6:
                _mailbox.ChangeLabels(id, ["TRASH"], ["INBOX", "SPAM"]);
                break;
            case 7:
                _mailbox.ChangeLabels(id, ["INBOX"], ["TRASH", "SPAM"]);
                break;
            case 8:
                _mailbox.ChangeLabels(id, ["SPAM"], ["TRASH", "INBOX"]);
                break;
            default:
                DeletedElsewhere.Add(Subject(id));
                _mailbox.Delete(id);
                break;
        }

        void Toggle(string label) => _mailbox.ChangeLabels(id, own.Contains(label) ? [] : [label], own.Contains(label) ? [label] : []);
    }

    public override void Stumble(Random random)
    {
        switch (random.Next(13))
        {
            case 0: Fault(new() { PathContains = "/google/", Status = 503 }); break;
            case 1: Fault(new() { PathContains = "/gmail/v1/", Status = 429, ErrorCode = "rateLimitExceeded", Times = random.Next(1, 4) }); break;
            case 2: Fault(new() { PathContains = "/gmail/v1/", Status = 429, ErrorCode = "rateLimitExceeded", RetryAfter = TimeSpan.FromSeconds(random.Next(1, 100)) }); break;
            case 3: Fault(new() { PathContains = "/google/batch", DropAfter = true }); break;
            case 4: Fault(new() { PathContains = "/google/gmail", DropAfter = true }); break;
            case 5: Fault(new() { PathContains = "/google/", DropBefore = true, Times = random.Next(1, 3) }); break;
            case 6: Fault(new() { PathContains = "/messages/", Status = 500, Times = random.Next(1, 6) }); break;
            case 7: Fault(new() { PathContains = "/gmail/v1/", Status = 401 }); break;
            case 8: Sandbox.Tokens.Revoke(Address); break;
            case 9: Fault(new() { PathContains = "messages/send", DropAfter = random.Next(2) == 0, Status = 0, DropBefore = random.Next(2) == 0 }); break;
            case 10: Fault(new() { PathContains = "messages/send", Status = random.Next(3) switch { 0 => 429, 1 => 500, _ => 503 }, ErrorCode = "backendError" }); break;
            case 11: Fault(new() { PathContains = "/google/token", Status = 503 }); break;
            default:
                (Sandbox.Google.Push.Lose, Sandbox.Google.Push.Double, Sandbox.Google.Push.Shuffle) = (random.Next(3), random.Next(3), random.Next(2));
                break;
        }
    }

    public override void Expire() => _mailbox.ExpireHistory();

    public override void FileSent(TimeSpan delay, bool rewritesMessageIds) => (_mailbox.SentCopyDelay, _mailbox.RewritesMessageIds) = (delay, rewritesMessageIds);

    public override void CalmDown()
    {
        Sandbox.Faults.Clear();
        (Sandbox.Google.Push.Lose, Sandbox.Google.Push.Double, Sandbox.Google.Push.Shuffle) = (0, 0, 0);
    }

    public override IReadOnlyList<PlacedEmail> There() =>
        [.. _mailbox.Messages().SelectMany(m => PlacesOf(m.Labels).Select(place => new PlacedEmail(place, m.Id, Subject(m.Id), !m.Labels.Contains("UNREAD"), m.Labels.Contains("STARRED"))))];

    private void Draft(Random random, ref int drafts)
    {
        lock (_mailbox.Store.Gate)
        {
            var known = _mailbox.Drafts.List().OrderBy(d => d.Id, StringComparer.Ordinal).ToList();
            var source = TestEmails.Simple($"Draft {++drafts}");
            if (known.Count == 0 || random.Next(3) == 0)
                _mailbox.Drafts.Create(source, null);
            else if (random.Next(3) > 0)
                _mailbox.Drafts.Update(known[random.Next(known.Count)].Id, source, null);
            else
                _mailbox.Drafts.Delete(known[random.Next(known.Count)].Id);
        }
    }

    private string Subject(string id) => MimeMessage.Load(new MemoryStream(_mailbox.Source(id)!.Value.ToArray())).Subject ?? "";

    private static IEnumerable<string> PlacesOf(IReadOnlySet<string> labels) =>
        labels.Contains("TRASH") ? ["TRASH"] : labels.Contains("SPAM") ? ["SPAM"] : labels.Where(l => Places.Contains(l) || l.StartsWith("Label_", StringComparison.Ordinal)).Append("ALL");
}
