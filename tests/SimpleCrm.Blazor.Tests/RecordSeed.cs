using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Deals;

namespace SimpleCrm.Blazor.Tests;

/// <summary>Records of the person whose page is tested.</summary>
public sealed class RecordSeed(ScreenContext context)
{
    public Viewer Viewer => new(context.Person.Id, Role.Rep, "Europe/Berlin");

    public T Get<T>() where T : notnull => context.Services.GetRequiredService<T>();

    public Task<ContactView> ContactAsync(string name, params string[] addresses) => ContactAsync(new ContactContent { Name = name, Addresses = addresses, OwnerId = Viewer.UserId });

    public async Task<ContactView> ContactAsync(ContactContent content) => (await Get<ContactRecords>().SaveAsync(Viewer, null, 0, content, default)).Stored!;

    public async Task<CompanyView> CompanyAsync(string name) => (await Get<CompanyRecords>().SaveAsync(Viewer, null, 0, new CompanyContent { Name = name, OwnerId = Viewer.UserId }, default)).Stored!;

    public async Task<LeadView> LeadAsync(LeadContent content) => (await Get<LeadRecords>().SaveAsync(Viewer, null, 0, content, default)).Stored!;

    public async Task<IReadOnlyList<StageView>> StagesAsync() => (await Get<Pipelines>().ListAsync(Viewer, default))[0].Stages;

    /// <param name="stage">Its number in the usual pipeline.</param>
    public async Task<DealView> DealAsync(string name, int stage = 0, decimal value = 1000, string currency = "EUR", DateOnly? closeDate = null) =>
        (await Get<DealRecords>().SaveAsync(Viewer, null, 0, new DealContent { Name = name, StageId = (await StagesAsync())[stage].Id, Value = value, Currency = currency, CloseDate = closeDate, OwnerId = Viewer.UserId }, default)).Stored!;

    /// <summary>Somebody else who works here.</summary>
    public async Task<long> ColleagueAsync(string name)
    {
        await using var db = await context.DatabaseAsync();
        var user = new User { UserName = $"{name}@northwind.test", Email = $"{name}@northwind.test", DisplayName = name };
        db.Add(user);
        await db.SaveChangesAsync();
        return user.Id;
    }
}
