using System.Collections.Concurrent;
using System.Globalization;
using Bogus;
using MimeKit;
using SimpleCrm.Access;

namespace SimpleCrm.Sandbox.Demo;

/// <summary>
/// Keeps the page alive: customers write by themselves and answer what they are sent, the accounts of the cast reach each other, and what is
/// addressed to anybody else bounces. Nothing leaves the sandbox.
/// </summary>
public sealed class Correspondence : IDisposable
{
    // Nobody reads what piles up in a sandbox that was left running.
    private const int MostUnread = 60;
    private static readonly TimeSpan OrdinaryPace = TimeSpan.FromSeconds(90), BounceAfter = TimeSpan.FromSeconds(2);

    private readonly SandboxServer _sandbox;
    private readonly DemoCast _cast;
    private readonly TimeSpan _pace;
    private readonly Script _script = Script.Load();
    private readonly Randomizer _random = new();
    private readonly ConcurrentDictionary<string, Letter> _lastByCustomer = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _stopped;
    private readonly List<(TeamMember Rep, ISandboxMailbox Mailbox)> _mailboxes = [];

    /// <param name="sandbox">With the cast's accounts.</param>
    /// <param name="cast">Who writes.</param>
    /// <param name="pace">How often a customer writes to each account; zero for never. Answers come after a ninth to four ninths of it.</param>
    public Correspondence(SandboxServer sandbox, DemoCast cast, TimeSpan pace)
    {
        (_sandbox, _cast, _pace, _stopped) = (sandbox, cast, pace, _stopping.Token);
        foreach (var rep in DemoCast.Team.Where(m => m.Role == Role.Rep))
        {
            if (sandbox.Google.Find(rep.Address) is { } gmail)
                _mailboxes.Add((rep, gmail));
            if (rep.MicrosoftAddress is { } address && sandbox.Microsoft.Find(address) is { } microsoft)
                _mailboxes.Add((rep, microsoft));
        }
        foreach (var (_, mailbox) in _mailboxes)
            mailbox.Sent += Take;
    }

    /// <summary>Lets the customers begin to write by themselves.</summary>
    public void Start()
    {
        if (_pace > TimeSpan.Zero)
            foreach (var (rep, mailbox) in _mailboxes)
                _ = WriteOnAsync(rep, mailbox);
    }

    private async Task WriteOnAsync(TeamMember rep, ISandboxMailbox mailbox)
    {
        try
        {
            while (true)
            {
                await WaitAsync(_pace * Chance(0.6, 1.4));
                if (mailbox.CountUnread() < MostUnread)
                    Deliver(mailbox, Next(rep, mailbox));
            }
        }
        catch (OperationCanceledException)
        {
            // The sandbox stops.
        }
    }

    private Letter Next(TeamMember rep, ISandboxMailbox mailbox)
    {
        lock (_random)
        {
            var customer = _random.ListItem([.. _cast.Customers]);
            var to = new MailboxAddress(rep.Name, mailbox.Address);
            var wording = new Wording(customer, _random, _script.Products);
            if (_lastByCustomer.TryGetValue(mailbox.Address + customer.Address, out var last))
                return Reply(last.Subject, [.. last.After, last.MessageId], wording.FromCustomer(customer, rep, _random.ListItem([.. _script.FollowUps])), customer, to);
            var opener = _random.ListItem([.. _script.Openers]);
            return new Letter(new MailboxAddress(customer.Name, customer.Address), to, wording.Fill(opener.Subject), wording.FromCustomer(customer, rep, opener.Text))
            {
                MessageId = NewId(customer.Address),
                At = _sandbox.Time.GetUtcNow(),
                File = opener.File is null ? null : wording.Fill(opener.File),
                IsHtml = _random.Bool(),
            };
        }
    }

    // Called by the provider, off the request, with what the owner has sent.
    private void Take(ISandboxMailbox sender, ReadOnlyMemory<byte> source)
    {
        if (_mailboxes.FirstOrDefault(m => m.Mailbox == sender).Rep is not { } rep)
            return;
        using var message = MimeMessage.Load(new MemoryStream(source.ToArray(), writable: false));
        foreach (var recipient in message.To.Mailboxes.Concat(message.Cc.Mailboxes).DistinctBy(m => m.Address, StringComparer.OrdinalIgnoreCase))
        {
            if (_mailboxes.FirstOrDefault(m => m.Mailbox.Address.Equals(recipient.Address, StringComparison.OrdinalIgnoreCase)).Mailbox is { } colleague)
            {
                // Each provider has reached its own accounts already.
                if (colleague.GetType() != sender.GetType())
                    colleague.Deliver(source, _sandbox.Time.GetUtcNow());
            }
            else if (_cast.Find(recipient.Address) is { } customer)
            {
                // Who only gets a copy reads it and says nothing.
                if (message.To.Mailboxes.Contains(recipient) && message.Headers[HeaderId.AutoSubmitted] is null or "no")
                    _ = AnswerAsync(sender, Answer(rep, sender, customer, message));
            }
            else if (!DemoCast.Team.Any(m => m.Address.Equals(recipient.Address, StringComparison.OrdinalIgnoreCase)) && message.Headers["X-Failed-Recipients"] is null)
                _ = BounceAsync(sender, recipient.Address, message.Subject ?? "", message.MessageId ?? "");
        }
    }

    private Letter Answer(TeamMember rep, ISandboxMailbox mailbox, Customer customer, MimeMessage message)
    {
        lock (_random)
        {
            var text = new Wording(customer, _random, _script.Products).FromCustomer(customer, rep, _random.ListItem([.. _script.Answers]));
            var theirs = message.TextBody ?? "";
            // The newest part is quoted, not what it quotes in turn.
            var end = theirs.IndexOf("\n>", StringComparison.Ordinal);
            return Reply(message.Subject ?? "", [.. message.References, .. message.MessageId is { } id ? new[] { id } : []], text, customer, new MailboxAddress(rep.Name, mailbox.Address)) with
            {
                Quoted = (message.Date, rep.Name, (end < 0 ? theirs : theirs[..end]).Replace("\r", "", StringComparison.Ordinal).Trim()),
            };
        }
    }

    private Letter Reply(string subject, IReadOnlyList<string> after, string text, Customer customer, MailboxAddress to) =>
        new(new MailboxAddress(customer.Name, customer.Address), to, subject.StartsWith("Re:", StringComparison.OrdinalIgnoreCase) ? subject : "Re: " + subject, text)
        {
            MessageId = NewId(customer.Address),
            At = _sandbox.Time.GetUtcNow(),
            After = after,
            IsHtml = _random.Bool(),
        };

    private async Task AnswerAsync(ISandboxMailbox mailbox, Letter letter)
    {
        try
        {
            await WaitAsync((_pace > TimeSpan.Zero ? _pace : OrdinaryPace) * Chance(1 / 9.0, 4 / 9.0));
            Deliver(mailbox, letter with { At = _sandbox.Time.GetUtcNow() });
        }
        catch (OperationCanceledException)
        {
            // The sandbox stops.
        }
    }

    private async Task BounceAsync(ISandboxMailbox mailbox, string recipient, string subject, string messageId)
    {
        try
        {
            await WaitAsync(BounceAfter);
            var now = _sandbox.Time.GetUtcNow();
            var reply = string.Create(CultureInfo.InvariantCulture, $"550 5.1.1 <{recipient}>: User unknown. Only the demo customers live in this sandbox; nothing leaves this machine.");
            mailbox.Deliver(Bounces.Write(new MailboxAddress(mailbox.OwnerName, mailbox.Address), recipient, subject, messageId, reply, now), now);
        }
        catch (OperationCanceledException)
        {
            // The sandbox stops.
        }
    }

    private void Deliver(ISandboxMailbox mailbox, Letter letter)
    {
        mailbox.Deliver(letter.Write(), letter.At);
        _lastByCustomer[mailbox.Address + letter.From.Address] = letter;
    }

    private Task WaitAsync(TimeSpan time) => Task.Delay(time, _sandbox.Time, _stopped);

    private double Chance(double from, double to)
    {
        lock (_random)
            return _random.Double(from, to);
    }

    private static string NewId(string address) => $"{Guid.NewGuid():N}@{address[(address.IndexOf('@') + 1)..]}";

    public void Dispose()
    {
        foreach (var (_, mailbox) in _mailboxes)
            mailbox.Sent -= Take;
        _stopping.Cancel();
        _stopping.Dispose();
    }
}
