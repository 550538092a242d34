using SimpleCrm.TestServers.Product;

namespace SimpleCrm.EndToEnd.Kills;

/// <summary>The provider's side of a run: where the accounts are that the product is killed over.</summary>
internal abstract class KillTarget : IAsyncDisposable
{
    /// <summary>As it stands in the reports.</summary>
    public abstract string Name { get; }

    /// <summary>Lines from the product and from the provider that a round takes, about, where they are others than those of IMAP.</summary>
    public virtual (long Client, long Server)? Lines => null;

    /// <summary>How long after a line the product may live on.</summary>
    public virtual TimeSpan LongestDelay => TimeSpan.FromMilliseconds(60);

    /// <summary>Calls that say what changed are lost while the product is down, and the next poll comes later than a test can wait for.</summary>
    public virtual bool LosesHints => false;

    /// <summary>How the product is started to use it.</summary>
    public virtual ProductOptions Product => new();

    /// <summary>Has what passes between the product and the provider counted.</summary>
    public abstract void Watch(KillSwitch killSwitch);

    /// <summary>An account whose folders hold so many emails.</summary>
    public abstract Task<KillAccount> AddAccountAsync(int seed, int emails);

    public abstract ValueTask DisposeAsync();
}
