using Microsoft.AspNetCore.Identity;
using SimpleCrm.Access;
using SimpleCrm.Sandbox.Demo;

namespace SimpleCrm.Sandbox.Hosting;

/// <summary>Lets the demo team into an empty database, by the doors that everybody comes in by: first admin, then invitations.</summary>
internal sealed class DemoTeam(FirstAdmin firstAdmin, Invitations invitations, Teams teams, DemoViewers viewers)
{
    /// <summary>True when the team was let in; false when somebody is there already.</summary>
    public async Task<bool> CreateAsync(CancellationToken cancellationToken)
    {
        if (!await firstAdmin.IsNeededAsync(cancellationToken))
            return false;
        var admin = DemoCast.Team[0];
        if (await firstAdmin.CreateAsync(admin.Name, admin.Address, DemoCast.Password, TimeZoneInfo.Local.Id, cancellationToken) is not { } created)
            return false;
        Demand(created);
        var viewer = await viewers.FindAsync(admin.Address, cancellationToken) ?? throw new InvalidOperationException("The demo admin is not there.");
        Demand(await teams.SaveAsync(viewer, null, DemoCast.TeamName, null, cancellationToken));
        var team = (await teams.ListAsync(viewer, cancellationToken)).Single();
        foreach (var member in DemoCast.Team.Skip(1))
        {
            var offer = await invitations.CreateAsync(viewer, member.Address, member.Role, team.Id, cancellationToken);
            Demand(offer.Refusal);
            Demand(await invitations.AcceptAsync(offer.Token!, member.Name, DemoCast.Password, TimeZoneInfo.Local.Id, cancellationToken));
        }
        var manager = await viewers.FindAsync(DemoCast.Team.First(m => m.Role == Role.Manager).Address, cancellationToken);
        Demand(await teams.SaveAsync(viewer, team.Id, DemoCast.TeamName, manager?.UserId, cancellationToken));
        return true;
    }

    /// <summary>Whether the team has been let in, now or earlier.</summary>
    public async Task<bool> IsThereAsync(CancellationToken cancellationToken) => await viewers.FindAsync(DemoCast.Team[0].Address, cancellationToken) is not null;

    private static void Demand(string? refusal)
    {
        if (refusal is not null)
            throw new InvalidOperationException($"The demo team could not be created: {refusal}");
    }

    private static void Demand(IdentityResult? result) =>
        Demand(result is { Succeeded: true } ? null : string.Join(' ', result?.Errors.Select(e => e.Description) ?? ["The invitation does not hold."]));
}
