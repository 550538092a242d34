using SimpleCrm.Contacts;
using SimpleCrm.Links;
using Xunit;

namespace SimpleCrm.Tests.Links;

/// <summary>Records that are entered when their mail is here already.</summary>
public sealed class OldMailTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_contact_lead_or_company_gets_the_mail_that_is_here_counted_first()
    {
        await using var bed = await LinkBed.CreateAsync();
        for (var i = 0; i < 3; i++)
            await bed.TakeInAsync("Ana+x@mercier.example");
        var lead = await bed.TakeInAsync("noor@palmer.example");
        await bed.TakeInAsync("desk@eu.mercier.example");
        await bed.TakeInAsync("spam@mercier.example", folder: "Junk");
        var (ana, mercier, noor) = (await bed.ContactAsync("Ana", "ana@mercier.example"), await bed.CompanyAsync("Mercier", "mercier.example"), await bed.LeadAsync("Noor", "noor@palmer.example"));
        Assert.Equal(new OldMailProgress(false, null, 0), await bed.OldMail.ProgressAsync(bed.Owner, ana, Stop));

        Assert.Equal(5, await bed.OldMail.RunUntilDoneAsync(Stop));
        Assert.Equal(new OldMailProgress(true, 3, 3), await bed.OldMail.ProgressAsync(bed.Owner, ana, Stop));
        Assert.Equal(new OldMailProgress(true, 4, 4), await bed.OldMail.ProgressAsync(bed.Owner, mercier, Stop));
        Assert.Equal([noor], await bed.LinksAsync(lead.Id));
        Assert.Equal(3, (await bed.Timelines.ReadAsync(bed.Owner, ana, new(), Stop))!.Items.Count);
        Assert.Equal(4, (await bed.Timelines.ReadAsync(bed.Owner, mercier, new(), Stop))!.Items.Count);
        Assert.Equal(0, await bed.OldMail.RunUntilDoneAsync(Stop));
    }

    [Fact]
    public async Task An_address_that_is_added_later_brings_its_mail_and_undone_links_stay_undone()
    {
        await using var bed = await LinkBed.CreateAsync();
        var ana = await bed.ContactAsync("Ana", "ana@mercier.example");
        await bed.OldMail.RunUntilDoneAsync(Stop);
        var undone = await bed.TakeInAsync("ana@mercier.example");
        await bed.Links.UnlinkAsync(bed.Owner, undone.Id, ana, Stop);
        var home = await bed.TakeInAsync("ana@gmail.com");
        await bed.Contacts.SaveAsync(bed.Owner, ana.Id, 1, new ContactContent { Name = "Ana", Addresses = ["ana@gmail.com", "ana@mercier.example"] }, Stop);

        Assert.Equal(1, await bed.OldMail.RunUntilDoneAsync(Stop));
        Assert.Equal([ana], await bed.LinksAsync(home.Id));
        Assert.Empty(await bed.LinksAsync(undone.Id));
    }

    [Fact]
    public async Task A_restored_contact_gets_what_came_while_it_was_away()
    {
        await using var bed = await LinkBed.CreateAsync();
        var ana = await bed.ContactAsync("Ana", "ana@mercier.example");
        await bed.OldMail.RunUntilDoneAsync(Stop);
        await bed.Contacts.DeleteAsync(bed.Owner, ana.Id, Stop);
        var email = await bed.TakeInAsync("ana@mercier.example");
        Assert.Empty(await bed.LinksAsync(email.Id));
        await bed.Contacts.RestoreAsync(bed.Owner, ana.Id, Stop);
        await bed.OldMail.RunUntilDoneAsync(Stop);
        Assert.Equal([ana], await bed.LinksAsync(email.Id));
    }

    [Fact]
    public async Task Old_mail_is_linked_to_no_deal()
    {
        await using var bed = await LinkBed.CreateAsync();
        var email = await bed.TakeInAsync("ana@mercier.example");
        var ana = await bed.ContactAsync("Ana", "ana@mercier.example");
        await bed.DealAsync("Pump retrofit", ana);
        await bed.OldMail.RunUntilDoneAsync(Stop);
        Assert.Equal([ana], await bed.LinksAsync(email.Id));
    }
}
