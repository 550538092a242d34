using SimpleCrm.Access;
using SimpleCrm.Outbox;
using Xunit;

namespace SimpleCrm.Tests.Outbox;

public sealed class SuppressionTests
{
    [Fact]
    public async Task Manager_keeps_the_list_and_everybody_sees_it()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var list = world.Get<Suppressions>();
        var manager = world.Ann with { Role = Role.Manager };
        Assert.Empty(await list.AddAsync(manager, " Bob@Customer.example ", "asked for no email", default));
        Assert.Empty(await list.AddAsync(manager, "gone@customer.example", "does not exist", default));
        world.Time.Advance(TimeSpan.FromDays(3));
        Assert.Empty(await list.AddAsync(manager, "bob@customer.example", "asked again", default));
        var rows = await list.ListAsync(world.Ann, "", null, 50, default);
        Assert.Equal([("bob@customer.example", "asked again"), ("gone@customer.example", "does not exist")], rows.Select(r => (r.Address, r.Reason)));
        Assert.Equal(new DateTime(2026, 11, 23, 9, 0, 0), rows[0].CreatedAt);
        Assert.Equal(["gone@customer.example"], (await list.ListAsync(world.Ann, "GONE", null, 50, default)).Select(r => r.Address));
        Assert.Equal(["gone@customer.example"], (await list.ListAsync(world.Ann, "", "bob@customer.example", 50, default)).Select(r => r.Address));
    }

    [Fact]
    public async Task What_is_removed_comes_back_with_its_reason_and_its_day_unless_it_was_entered_anew()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var list = world.Get<Suppressions>();
        var admin = world.Ann with { Role = Role.Admin };
        await list.AddAsync(admin, "bob@customer.example", "asked for no email", default);
        world.Time.Advance(TimeSpan.FromDays(3));
        var removed = await list.RemoveAsync(admin, "Bob@customer.example", default);
        Assert.Empty(await list.ListAsync(admin, "", null, 50, default));
        Assert.True(await list.RestoreAsync(admin, removed!, default));
        var row = Assert.Single(await list.ListAsync(admin, "", null, 50, default));
        Assert.Equal(("asked for no email", new DateTime(2026, 11, 23, 9, 0, 0)), (row.Reason, row.CreatedAt));
        Assert.False(await list.RestoreAsync(admin, removed!, default));
        Assert.Null(await list.RemoveAsync(admin, "nobody@customer.example", default));
    }

    [Fact]
    public async Task Rep_changes_nothing_and_mistakes_are_named_by_field()
    {
        await using var world = await OutboxWorld.CreateAsync();
        var list = world.Get<Suppressions>();
        var admin = world.Ann with { Role = Role.Admin };
        Assert.Equal(["address"], (await list.AddAsync(world.Ann, "bob@customer.example", "x", default)).Keys);
        Assert.Equal(["address", "reason"], (await list.AddAsync(admin, "bob@", " ", default)).Keys.Order());
        Assert.Equal(["reason"], (await list.AddAsync(admin, "bob@customer.example", new string('x', 301), default)).Keys);
        await list.AddAsync(admin, "bob@customer.example", "x", default);
        Assert.Null(await list.RemoveAsync(world.Ann, "bob@customer.example", default));
        Assert.False(await list.RestoreAsync(world.Ann, new SuppressedAddress { Address = "eve@customer.example", Reason = "x" }, default));
        Assert.Single(await list.ListAsync(admin, "", null, 50, default));
    }
}
