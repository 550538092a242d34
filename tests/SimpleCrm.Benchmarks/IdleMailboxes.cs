using System.Globalization;
using System.Net;
using System.Text;
using SimpleCrm.Sandbox.OAuth;
using SimpleCrm.TestServers.Product;

namespace SimpleCrm.Benchmarks;

/// <summary>Many connected mailboxes, half of them Gmail and half Outlook, in which nothing happens: what they cost in a minute.</summary>
internal sealed class IdleMailboxes(BenchmarkOptions options)
{
    private const int EmailsOfEach = 5;
    private static readonly TimeSpan Watched = TimeSpan.FromMinutes(1), Pause = TimeSpan.FromSeconds(2);

    public async Task RunAsync()
    {
        await using var product = await ProviderProduct.StartAsync();
        var started = ProcessUse.ResidentMegabytes(product.Process.ProcessId);
        for (var number = 0; number < options.Mailboxes; number++) await ConnectAsync(product, number);
        await WaitAsync(product);

        var table = new Table($"{options.Mailboxes:N0} connected mailboxes with nothing to do", "minute", "resident MB", "without mailboxes MB", "% of a core", "calls to providers");
        var calls = 0;
        product.Sandbox.Passing = (_, isAnswer) =>
        {
            if (!isAnswer) Interlocked.Increment(ref calls);
        };
        for (var minute = 1; minute <= options.Runs; minute++)
        {
            var (cpu, before) = (ProcessUse.CpuSeconds(product.Process.ProcessId), Volatile.Read(ref calls));
            await Task.Delay(Watched);
            var share = (ProcessUse.CpuSeconds(product.Process.ProcessId) - cpu) / Watched.TotalSeconds * 100;
            table.Add(minute, ProcessUse.ResidentMegabytes(product.Process.ProcessId), started, share, Volatile.Read(ref calls) - before);
        }

        table.Print();
    }

    private static async Task ConnectAsync(ProviderProduct product, int number)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"person{number}@northwind.test");
        var isGmail = number % 2 == 0;
        if (isGmail)
        {
            var mailbox = product.Sandbox.Google.Add(address, "Alex Winter");
            for (var email = 0; email < EmailsOfEach; email++) mailbox.Deliver(Letter(number, email), TimeProvider.System.GetUtcNow());
        }
        else
        {
            product.Sandbox.MicrosoftAccounts.Add(new SandboxAccount(address, "Alex Winter", address));
            var mailbox = product.Sandbox.Microsoft.AddMailbox(address, "Alex Winter");
            for (var email = 0; email < EmailsOfEach; email++) mailbox.Deliver(Letter(number, email), TimeProvider.System.GetUtcNow());
        }

        while (true)
        {
            try
            {
                await Consent.GiveAsync(product.Client, isGmail ? "gmail" : "outlook", address);
                return;
            }
            catch (ProductRefusal refusal) when (refusal.Status == HttpStatusCode.TooManyRequests)
            {
                // One person connects them all, faster than people may ask.
                await Task.Delay(Pause);
            }
        }
    }

    // Until all have been read and have their push.
    private static async Task WaitAsync(ProviderProduct product)
    {
        while ((await product.Client.StatusAsync()).Any(mailbox => mailbox.State != "active")) await Task.Delay(Pause);
        var calls = 0;
        product.Sandbox.Passing = (path, isAnswer) =>
        {
            if (!isAnswer && (path.EndsWith("/watch", StringComparison.Ordinal) || path.EndsWith("/subscriptions", StringComparison.Ordinal))) Interlocked.Increment(ref calls);
        };
        for (var before = -1; before != Volatile.Read(ref calls);)
        {
            before = Volatile.Read(ref calls);
            await Task.Delay(TimeSpan.FromSeconds(70));
        }
    }

    private static byte[] Letter(int mailbox, int email) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"From: Bob <bob@customer.example>\r\nTo: <person{mailbox}@northwind.test>\r\nSubject: Email {email}\r\nDate: Fri, 30 Oct 2026 16:00:00 +0000\r\nMessage-ID: <{mailbox}-{email}@customer.example>\r\n\r\nHello.\r\n"));
}
