using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.Merging;
using SimpleCrm.Sharing;
using Xunit;

namespace SimpleCrm.Tests.Links;

public sealed class MergedLinkTests : IAsyncLifetime
{
    private LinkBed _bed = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
    private RecordMerging Merging => new(_bed.Sync.Services.GetRequiredService<IDbContextFactory<SimpleCrmDbContext>>(), _bed.Sync.Time);

    public async ValueTask InitializeAsync() => _bed = await LinkBed.CreateAsync();

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [Fact]
    public async Task Old_and_new_mail_of_both_addresses_belongs_to_the_survivor_until_the_merge_is_undone()
    {
        var ana = await _bed.ContactAsync("Ana Ruiz", "ana@mercier.example");
        var alias = await _bed.ContactAsync("A. Ruiz", "ruiz@mercier.example");
        var old = await _bed.TakeInAsync("ruiz@mercier.example");
        Assert.Equal([alias], await _bed.LinksAsync(old.Id));

        var merge = (await Merging.MergeAsync(_bed.Owner, RecordKind.Contact, ana.Id, new MergeRequest(alias.Id, 1, 1, []), Cancellation)).Merge!;
        Assert.Equal([ana], await _bed.LinksAsync(old.Id));
        var later = await _bed.TakeInAsync("ruiz@mercier.example");
        Assert.Equal([ana], await _bed.LinksAsync(later.Id));

        Assert.NotNull((await Merging.UndoAsync(_bed.Owner, merge.Id, Cancellation)).Merge);
        Assert.Equal([alias], await _bed.LinksAsync(old.Id));
        Assert.Equal([alias], await _bed.LinksAsync(later.Id));
        await _bed.OldMail.RunUntilDoneAsync(Cancellation);
        Assert.Equal([alias], await _bed.LinksAsync(later.Id));
    }

    [Fact]
    public async Task What_others_see_less_of_stays_so_in_the_survivor()
    {
        var ana = await _bed.ContactAsync("Ana Ruiz", "ana@mercier.example");
        var alias = await _bed.ContactAsync("A. Ruiz", "ruiz@mercier.example");
        await using var db = _bed.Sync.Db();
        db.RecordShares.Add(new RecordShare { Kind = RecordKind.Contact, RecordId = ana.Id, Level = SharingLevel.Subject, SetById = _bed.Owner.UserId, SetAt = DateTime.UnixEpoch });
        db.RecordShares.Add(new RecordShare { Kind = RecordKind.Contact, RecordId = alias.Id, Level = SharingLevel.Metadata, SetById = _bed.Owner.UserId, SetAt = DateTime.UnixEpoch });
        await db.SaveChangesAsync(Cancellation);
        Assert.NotNull((await Merging.MergeAsync(_bed.Owner, RecordKind.Contact, ana.Id, new MergeRequest(alias.Id, 1, 1, []), Cancellation)).Merge);
        Assert.Equal(SharingLevel.Metadata, await db.RecordShares.Where(r => r.RecordId == ana.Id).Select(r => r.Level).SingleAsync(Cancellation));
    }

    [Fact]
    public async Task Mail_that_a_person_took_from_one_but_that_the_other_had_counts_and_is_taken_again_by_undoing()
    {
        var ana = await _bed.ContactAsync("Ana Ruiz", "ana@mercier.example");
        var alias = await _bed.ContactAsync("A. Ruiz", "ruiz@mercier.example");
        var email = await _bed.TakeInAsync("ruiz@mercier.example");
        await _bed.Links.LinkAsync(_bed.Owner, email.Id, ana, Cancellation);
        await _bed.Links.UnlinkAsync(_bed.Owner, email.Id, ana, Cancellation);
        var merge = (await Merging.MergeAsync(_bed.Owner, RecordKind.Contact, ana.Id, new MergeRequest(alias.Id, 1, 1, []), Cancellation)).Merge!;
        Assert.Equal([ana, alias], await _bed.LinksAsync(email.Id));
        Assert.Equal([ana.Id], (await _bed.Links.ListAsync(_bed.Owner, email.Id, Cancellation))!.Select(l => l.RecordId));
        await Merging.UndoAsync(_bed.Owner, merge.Id, Cancellation);
        Assert.Equal([alias], await _bed.LinksAsync(email.Id));
    }

    [Fact]
    public async Task Mail_from_the_address_of_a_merged_lead_belongs_to_the_one_it_went_into()
    {
        var noor = await _bed.LeadAsync("Noor Haddad", "noor@palmer.example");
        var other = await _bed.LeadAsync("N. Haddad", "n@palmer.example");
        Assert.NotNull((await Merging.MergeAsync(_bed.Owner, RecordKind.Lead, noor.Id, new MergeRequest(other.Id, 1, 1, []), Cancellation)).Merge);
        Assert.Equal([noor], await _bed.LinksAsync((await _bed.TakeInAsync("n@palmer.example")).Id));
    }
}
