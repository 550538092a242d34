using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Deals;
using SimpleCrm.Links;
using SimpleCrm.Mail;
using SimpleCrm.Suggestions;
using SimpleCrm.Surroundings;
using SimpleCrm.Tests.Reading;
using SimpleCrm.Timeline;
using Xunit;

namespace SimpleCrm.Tests.Surroundings;

public sealed class ThreadSurroundingsTests : IAsyncLifetime
{
    private ReadingWorld _world = null!;
    private Viewer _alex = null!, _other = null!;
    private Email _letter = null!, _earlier = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await ReadingWorld.CreateAsync();
        var (alex, other) = (_world.Seed.User("alex"), _world.Seed.User("other"));
        (_alex, _other) = (MailSeed.ViewerOf(alex), MailSeed.ViewerOf(other));
        var mailbox = _world.Seed.Mailbox(alex, "alex@northwind.test");
        var inbox = _world.Seed.Folder(mailbox, "INBOX", FolderRole.Inbox);
        _earlier = _world.Seed.Email(inbox, ReadingWorld.Now.AddDays(-3), "Earlier", "Hello", from: "Ana Ruiz <ana@mercier.example>");
        _letter = _world.Seed.Email(inbox, ReadingWorld.Now.AddHours(-1), "Pumps", "Hello\n\nBest regards\nAna Ruiz\nHead of Operations\nMercier SA\nTel. +33 1 23 45 67 89", from: "Ana Ruiz <ana@mercier.example>");
        await _world.Seed.SaveAsync();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task An_unknown_sender_is_told_by_their_signature_unless_suggestions_are_off()
    {
        var ana = Assert.Single((await ReadAsync()).Unknown);
        Assert.Equal(("ana@mercier.example", "Ana Ruiz", "Mercier SA", "Head of Operations", "mercier.example"), (ana.Address, ana.Name, ana.Company, ana.JobTitle, ana.Domain));
        await _world.Get<ContactSuggestions>().SetPolicyAsync(_alex, SuggestionPolicy.Never, Stop);
        var bare = Assert.Single((await ReadAsync()).Unknown);
        Assert.Equal(("Ana Ruiz", "", ""), (bare.Name, bare.JobTitle, bare.Phone));
        await _world.Get<ContactSuggestions>().BlockAsync(_alex, "mercier.example", Stop);
        Assert.Empty((await ReadAsync()).Unknown);
    }

    [Fact]
    public async Task Records_stand_with_their_rule_their_detail_and_how_far_the_deal_is()
    {
        var company = (await _world.Get<CompanyRecords>().SaveAsync(_alex, null, 0, new CompanyContent { Name = "Mercier SA", Industry = "Pumps", Location = "Lyon" }, Stop)).Stored!;
        var ana = await ContactAsync(company.Id);
        var stages = (await _world.Get<Pipelines>().ListAsync(_alex, Stop))[0].Stages;
        var deal = await DealAsync("Lyon rollout", ana, stages[2].Id);
        var other = await DealAsync("Second hall", ana, stages[0].Id);
        await DealAsync("Won already", ana, stages.First(s => s.Kind == StageKind.Won).Id);
        await LinkAsync(_letter, new(RecordKind.Contact, ana));
        await LinkAsync(_letter, new(RecordKind.Deal, deal));

        var view = await ReadAsync();
        Assert.Equal([("Ana Ruiz", "Buyer, Mercier SA", "linked by you"), ("Lyon rollout", "", "linked by you")], view.Records.Select(r => (r.Link.Name, r.Detail, r.Link.Reason)));
        Assert.Equal((3, stages.Count(s => s.Kind == StageKind.Open)), (view.Records[1].Deal!.Step, view.Records[1].Deal!.Steps));
        Assert.Equal([other], view.OtherDeals.Select(d => d.Deal.Id));
        Assert.Empty(view.Unknown);
    }

    [Fact]
    public async Task What_happened_last_leaves_out_the_conversation_itself()
    {
        var ana = new RecordReference(RecordKind.Contact, await ContactAsync(null));
        await LinkAsync(_letter, ana);
        await LinkAsync(_earlier, ana);
        var log = _world.Get<ActivityLog>();
        await log.SaveAsync(_alex, null, 0, new ActivityContent { Type = ActivityType.Call, Subject = "Called", Records = [ana] }, Stop);
        var view = await ReadAsync();
        Assert.Equal(["Called", "Earlier"], view.Recent.Select(a => a.Subject));
        Assert.Equal([_earlier.ThreadId], view.Threads.Select(t => t.Id));
        Assert.Equal(ana, view.Main);
    }

    [Fact]
    public async Task Tasks_that_are_not_done_come_due_first_first()
    {
        var ana = new RecordReference(RecordKind.Contact, await ContactAsync(null));
        await LinkAsync(_letter, ana);
        var log = _world.Get<ActivityLog>();
        foreach (var (subject, days, isDone) in new (string, int?, bool)[] { ("Some day", null, false), ("In a week", 7, false), ("Tomorrow", 1, false), ("Done", 1, true) })
            await log.SaveAsync(_alex, null, 0, new ActivityContent { Type = ActivityType.Task, Subject = subject, DueAt = days is { } d ? ReadingWorld.Now.AddDays(d) : null, IsDone = isDone, Records = [ana] }, Stop);
        var view = await ReadAsync();
        Assert.Equal(["Tomorrow", "In a week", "Some day"], view.Tasks.Select(t => t.Subject));
        Assert.Equal(["Done"], view.Recent.Select(a => a.Subject));
    }

    [Fact]
    public async Task Anothers_conversation_has_none()
    {
        Assert.Null(await _world.Get<ThreadSurroundings>().ReadAsync(_other, _letter.ThreadId, Stop));
        Assert.Empty(await _world.Get<ContactSuggestions>().OfThreadAsync(_other, _letter.ThreadId, Stop));
        Assert.Null(await _world.Get<EmailLinks>().OfThreadAsync(_other, _letter.ThreadId, Stop));
    }

    private async Task<ThreadSurroundingsView> ReadAsync() => (await _world.Get<ThreadSurroundings>().ReadAsync(_alex, _letter.ThreadId, Stop))!;

    private async Task<long> ContactAsync(long? companyId) =>
        (await _world.Get<ContactRecords>().SaveAsync(_alex, null, 0, new ContactContent { Name = "Ana Ruiz", JobTitle = "Buyer", Addresses = ["ana@mercier.example"], CompanyId = companyId }, Stop)).Stored!.Id;

    private async Task<long> DealAsync(string name, long contact, long stage) =>
        (await _world.Get<DealRecords>().SaveAsync(_alex, null, 0, new DealContent { Name = name, ContactIds = [contact], StageId = stage, Currency = "EUR" }, Stop)).Stored!.Id;

    private async Task LinkAsync(Email email, RecordReference record) => Assert.NotNull(await _world.Get<EmailLinks>().LinkAsync(_alex, email.Id, record, Stop));
}
