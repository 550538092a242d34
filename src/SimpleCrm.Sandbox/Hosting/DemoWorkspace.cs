using SimpleCrm.Sandbox.Demo;

namespace SimpleCrm.Sandbox.Hosting;

/// <summary>Furnishes an empty database: the team, its customers' records, its mailboxes.</summary>
internal sealed class DemoWorkspace(DemoTeam team, DemoRecords records, DemoMailboxes mailboxes)
{
    /// <summary>Does nothing where somebody is already.</summary>
    public async Task CreateAsync(DemoCast cast, DateTimeOffset now, Uri redirectUri, CancellationToken cancellationToken)
    {
        if (!await team.CreateAsync(cancellationToken))
            return;
        await records.CreateAsync(cast, now, cancellationToken);
        await mailboxes.ConnectAsync(redirectUri, cancellationToken);
    }

    /// <inheritdoc cref="DemoTeam.IsThereAsync"/>
    public Task<bool> IsThereAsync(CancellationToken cancellationToken) => team.IsThereAsync(cancellationToken);
}
