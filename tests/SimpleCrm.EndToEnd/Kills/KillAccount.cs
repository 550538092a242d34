using System.Globalization;
using System.Text;
using SimpleCrm.TestServers.Product;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>An account at the provider, as other programs see and change it.</summary>
internal abstract class KillAccount : IAsyncDisposable
{
    private int _arrivals;

    public abstract string Address { get; }

    /// <summary>An email may be in several folders at once.</summary>
    public virtual bool HasManyPlaces => false;

    /// <summary>What the product was given leave to do holds deleting for good.</summary>
    public virtual bool CanBeDeletedFrom => true;

    /// <summary>Connects it to the product.</summary>
    /// <returns>The id of the mailbox.</returns>
    public abstract Task<string> ConnectAsync(ProductClient client);

    /// <summary>Every email of every folder.</summary>
    public abstract Task<IReadOnlyList<HeldEmail>> ListAsync();

    /// <summary>How many emails with this subject are in Sent.</summary>
    public abstract Task<int> CountSentAsync(string subject);

    /// <summary>A round of arrivals, moves, marks and deletions.</summary>
    public abstract IReadOnlyList<Func<Task>> Changes(Random random);

    public abstract ValueTask DisposeAsync();

    /// <summary>An email that nobody has seen before.</summary>
    protected byte[] NewEmail() => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
        From: Bob <bob@customer.example>
        To: <{Address}>
        Subject: Arrival {++_arrivals}
        Date: Fri, 30 Oct 2026 16:{_arrivals / 60 % 60:00}:{_arrivals % 60:00} +0000
        Message-ID: <arrival-{_arrivals}@customer.example>
        Content-Type: text/plain; charset=us-ascii

        This is arrival number {_arrivals}.

        """).ReplaceLineEndings("\r\n"));
}
