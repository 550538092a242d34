using SimpleCrm.Access;
using SimpleCrm.Sandbox.Google;
using SimpleCrm.Sandbox.Microsoft;
using SimpleCrm.Sandbox.OAuth;

namespace SimpleCrm.Sandbox.Demo;

/// <summary>The reps' accounts at the simulated providers.</summary>
public static class DemoAccounts
{
    private const int GmailThreads = 64, MicrosoftThreads = 28;

    /// <summary>Opens the accounts, with their address books and without mail.</summary>
    public static void Open(SandboxServer sandbox, DemoCast cast)
    {
        foreach (var (index, rep) in DemoCast.Team.Where(m => m.Role == Role.Rep).Index())
        {
            var gmail = sandbox.Google.Add(rep.Address, rep.Name);
            foreach (var customer in cast.Customers)
                gmail.Contacts.Add(customer.Name, customer.Address, customer.Company, customer.JobTitle, customer.Phone);
            if (rep.MicrosoftAddress is null)
                continue;
            sandbox.Microsoft.AddMailbox(rep.MicrosoftAddress, rep.Name);
            sandbox.MicrosoftAccounts.Add(new SandboxAccount(rep.MicrosoftAddress, rep.Name, $"7d5f3c1e-0000-4000-8000-{index + 1:D12}"));
        }
    }

    /// <summary>Puts the months of mail into the accounts that <see cref="Open"/> has opened. The same each time, seen from now.</summary>
    public static void Fill(SandboxServer sandbox, DemoCast cast)
    {
        var now = sandbox.Time.GetUtcNow();
        var history = new DemoHistory(cast, Script.Load(), now);
        foreach (var rep in DemoCast.Team.Where(m => m.Role == Role.Rep))
        {
            if (sandbox.Google.Find(rep.Address) is { } gmail)
                Fill(gmail, history.Write(rep, gmail.Address, GmailThreads));
            if (rep.MicrosoftAddress is not null && sandbox.Microsoft.Find(rep.MicrosoftAddress) is { } microsoft)
            {
                foreach (var customer in cast.Customers)
                    microsoft.AddContact(customer.Name, customer.Address, customer.Company);
                Fill(microsoft, history.Write(rep, microsoft.Address, MicrosoftThreads));
            }
        }
    }

    private static void Fill(GmailMailbox mailbox, IEnumerable<DemoEmail> emails)
    {
        var labels = new Dictionary<string, string>();
        foreach (var email in emails)
        {
            List<string> on = [email.IsSent ? "SENT" : "CATEGORY_PERSONAL"];
            if (!email.IsSent && !email.IsArchived)
                on.Add("INBOX");
            if (!email.IsRead)
                on.Add("UNREAD");
            if (email.IsStarred)
                on.Add("STARRED");
            if (email.Label is { } name)
                on.Add(labels.TryGetValue(name, out var id) ? id : labels[name] = mailbox.CreateLabel(name));
            mailbox.Add(email.Source, email.At, [.. on]);
        }
    }

    private static void Fill(MicrosoftMailbox mailbox, IEnumerable<DemoEmail> emails)
    {
        foreach (var email in emails)
        {
            if (email.IsSent)
            {
                mailbox.FileSent(email.Source, email.At);
                continue;
            }
            var id = mailbox.Deliver(email.Source, email.At);
            if (email.IsRead || email.IsStarred)
                mailbox.SetFlags(id, email.IsRead, email.IsStarred);
            if (email.IsArchived)
                mailbox.MoveTo(id, "archive");
        }
    }
}
