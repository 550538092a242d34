using Microsoft.EntityFrameworkCore;
using SimpleCrm.Links;
using Xunit;

namespace SimpleCrm.Tests.Links;

/// <summary>What people say of links, and what the rules learn of it.</summary>
public sealed class PersonLinkTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_link_says_why()
    {
        await using var bed = await LinkBed.CreateAsync();
        var mercier = await bed.CompanyAsync("Mercier", "mercier.example");
        var ana = await bed.ContactAsync("Ana Ruiz", "ana@mercier.example");
        await bed.DealAsync("Pump retrofit", ana);
        var palmer = await bed.CompanyAsync("Palmer", "palmer.example");
        var email = await bed.TakeInAsync("ana@mercier.example");
        var links = (await bed.Links.LinkAsync(bed.Owner, email.Id, palmer, Stop))!;
        Assert.Equal(["address of Ana Ruiz", "linked by you", "domain of ana@mercier.example", "ana@mercier.example is a contact of this deal"], links.Select(l => l.Reason));
        Assert.Equal(["Ana Ruiz", "Palmer", "Mercier", "Pump retrofit"], links.Select(l => l.Name));
        Assert.Equal(mercier.Id, links[2].RecordId);
        Assert.All(links, l => Assert.InRange(l.Score, 1, 100));
    }

    [Fact]
    public async Task A_persons_link_holds_for_the_whole_conversation_and_what_comes_to_it()
    {
        await using var bed = await LinkBed.CreateAsync();
        var palmer = await bed.CompanyAsync("Palmer", "palmer.example");
        var first = await bed.TakeInAsync("x@gmail.com");
        var second = await bed.TakeInAsync("x@gmail.com", inReplyTo: first.MessageId);
        await bed.Links.LinkAsync(bed.Owner, second.Id, palmer, Stop);
        var third = await bed.TakeInAsync("x@gmail.com", inReplyTo: second.MessageId);
        var other = await bed.TakeInAsync("x@gmail.com");
        foreach (var email in new[] { first, second, third })
            Assert.Equal([palmer], await bed.LinksAsync(email.Id));
        Assert.Empty(await bed.LinksAsync(other.Id));
    }

    [Fact]
    public async Task Taking_a_link_away_teaches_the_rule_and_one_call_brings_it_back()
    {
        await using var bed = await LinkBed.CreateAsync();
        var ana = await bed.ContactAsync("Ana", "office@mercier.example");
        var email = await bed.TakeInAsync("office@mercier.example");
        Assert.Empty((await bed.Links.UnlinkAsync(bed.Owner, email.Id, ana, Stop))!);
        var answer = await bed.TakeInAsync("office+x@mercier.example", inReplyTo: email.MessageId);
        var other = await bed.TakeInAsync("office@mercier.example");
        Assert.Empty(await bed.LinksAsync(answer.Id));
        Assert.Empty(await bed.LinksAsync(other.Id));
        await using (var db = bed.Sync.Db())
            Assert.Equal(0, await db.Activities.CountAsync(Stop));

        Assert.Single((await bed.Links.LinkAsync(bed.Owner, email.Id, ana, Stop))!);
        Assert.Equal([ana], await bed.LinksAsync(answer.Id));
        Assert.Equal([ana], await bed.LinksAsync((await bed.TakeInAsync("office@mercier.example")).Id));
        await using (var db = bed.Sync.Db())
            Assert.Equal(3, await db.Activities.CountAsync(Stop));
    }

    [Fact]
    public async Task Several_deals_are_asked_about_once_and_the_answer_is_remembered()
    {
        await using var bed = await LinkBed.CreateAsync();
        var ana = await bed.ContactAsync("Ana", "ana@mercier.example");
        var (pumps, scanners) = (await bed.DealAsync("Pump retrofit", ana), await bed.DealAsync("Scanner rollout", ana));
        var email = await bed.TakeInAsync("ana@mercier.example", "Thursday");
        Assert.Equal([pumps.Id, scanners.Id], (await bed.Links.QuestionAsync(bed.Owner, email.ThreadId, Stop))!.Candidates.Select(c => c.DealId).Order());
        var second = await bed.TakeInAsync("ana@mercier.example", "Re: Thursday", email.MessageId);
        Assert.Equal(2, (await bed.Links.QuestionAsync(bed.Owner, email.ThreadId, Stop))!.Candidates.Count);

        Assert.True(await bed.Links.AnswerAsync(bed.Owner, email.ThreadId, scanners.Id, Stop));
        var third = await bed.TakeInAsync("ana@mercier.example", "Re: Thursday", second.MessageId);
        Assert.Null(await bed.Links.QuestionAsync(bed.Owner, email.ThreadId, Stop));
        foreach (var id in new[] { email.Id, second.Id, third.Id })
            Assert.Equal([ana, scanners], await bed.LinksAsync(id));
    }

    [Fact]
    public async Task None_is_an_answer()
    {
        await using var bed = await LinkBed.CreateAsync();
        var ana = await bed.ContactAsync("Ana", "ana@mercier.example");
        await bed.DealAsync("Pump retrofit", ana);
        await bed.DealAsync("Scanner rollout", ana);
        var email = await bed.TakeInAsync("ana@mercier.example", "Thursday");
        Assert.True(await bed.Links.AnswerAsync(bed.Owner, email.ThreadId, null, Stop));
        var next = await bed.TakeInAsync("ana@mercier.example", "Pump retrofit", email.MessageId);
        Assert.Equal([ana], await bed.LinksAsync(next.Id));
        Assert.Null(await bed.Links.QuestionAsync(bed.Owner, email.ThreadId, Stop));
    }

    [Fact]
    public async Task Links_are_the_owners_alone_to_see_and_change()
    {
        await using var bed = await LinkBed.CreateAsync();
        var ana = await bed.ContactAsync("Ana", "ana@mercier.example");
        await bed.DealAsync("Pump retrofit", ana);
        await bed.DealAsync("Scanner rollout", ana);
        var email = await bed.TakeInAsync("ana@mercier.example", "Thursday");
        var other = await bed.Sync.AddOwnerAsync("bo");
        Assert.Null(await bed.Links.ListAsync(other, email.Id, Stop));
        Assert.Null(await bed.Links.LinkAsync(other, email.Id, ana, Stop));
        Assert.Null(await bed.Links.UnlinkAsync(other, email.Id, ana, Stop));
        Assert.Null(await bed.Links.QuestionAsync(other, email.ThreadId, Stop));
        Assert.False(await bed.Links.AnswerAsync(other, email.ThreadId, null, Stop));
        Assert.Empty(await bed.Links.OfAsync(other, [email.Id], Stop));
        Assert.Equal([ana], await bed.LinksAsync(email.Id));
    }

    [Fact]
    public async Task A_record_that_is_not_there_cannot_be_linked()
    {
        await using var bed = await LinkBed.CreateAsync();
        var email = await bed.TakeInAsync("x@gmail.com");
        Assert.Null(await bed.Links.LinkAsync(bed.Owner, email.Id, new RecordReference(RecordKind.Deal, 12), Stop));
        Assert.False(await bed.Links.AnswerAsync(bed.Owner, email.ThreadId, 12, Stop));
    }
}
