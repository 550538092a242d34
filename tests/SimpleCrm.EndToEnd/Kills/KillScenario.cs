namespace SimpleCrm.EndToEnd.Kills;

/// <summary>One phase of the product's work, to be killed in.</summary>
internal abstract class KillScenario
{
    public abstract string Phase { get; }

    /// <summary>Lines from the product and from the servers that a round takes, about; learnt better while rounds are run.</summary>
    public abstract (long Client, long Server) Lines { get; }

    public abstract Task PrepareAsync(KillBench bench, Random random);

    /// <summary>Gives the product work. It may die at any time; what the test itself does to servers is done to its end.</summary>
    public abstract Task ActAsync(Random random);

    /// <summary>After each restart: what a client would ask again.</summary>
    public virtual Task ResumeAsync() => Task.CompletedTask;

    /// <summary>After the last restart of a round: waits until all is quiet and notes what is wrong.</summary>
    public abstract Task JudgeAsync();

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
