using System.Text;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Database;
using SimpleCrm.Importing;
using SimpleCrm.Links;
using SimpleCrm.TestServers.Processes;
using SimpleCrm.Tests.Access;
using Xunit;

namespace SimpleCrm.Tests.Importing;

public sealed class ImportTests : IAsyncLifetime
{
    private const string Google = "First Name,Middle Name,Last Name,Organization Name,Organization Title,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value\n"
        + "Ana,,Ruiz,Mercier SA,Buyer,* myContacts ::: VIP,Work,Ana@Mercier.example,ana.ruiz@home.example,Mobile,+33 1 23\n"
        + "Bo,,Lind,\"Lind, Sons & Co\",,,,bo@lind.example,,,\n";

    private Workspace _workspace = null!;
    private Viewer _rep = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
    private Imports Imports => _workspace.Get<Imports>();
    private ImportRunning Running => _workspace.Get<ImportRunning>();
    private ContactRecords Contacts => _workspace.Get<ContactRecords>();

    public async ValueTask InitializeAsync()
    {
        _workspace = await Workspace.CreateAsync();
        _rep = await _workspace.AddAsync("ana", Role.Rep);
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Fact]
    public async Task Google_contacts_become_contacts_with_their_companies()
    {
        var import = await RunAsync(Google);
        Assert.Equal((ImportState.Done, 2, 0, 0), (import.State, import.Counts.Added, import.Counts.Duplicates, import.Counts.Wrong));
        var (ana, bo) = (await FindAsync("ana"), await FindAsync("bo"));
        Assert.Equal(("Ana Ruiz", "Buyer", "Mercier SA", "ana"), (ana.Name, ana.JobTitle, ana.CompanyName, ana.OwnerName));
        Assert.Equal(["ana@mercier.example", "ana.ruiz@home.example"], ana.Addresses);
        Assert.Equal(["+33 1 23"], ana.Phones);
        Assert.Equal(["mycontacts", "vip"], ana.Tags);
        Assert.Equal("Lind, Sons & Co", bo.CompanyName);
    }

    [Fact]
    public async Task Outlook_contacts_in_windows_1252_with_semicolons_are_read()
    {
        var text = "Title;First Name;Last Name;Company;Job Title;Business Phone;Mobile Phone;E-mail Address;E-mail Type;E-mail Display Name;Categories\r\n"
            + "Frau;Zoë;Müller;Bäckerei Groß;Inhaberin;030 1;0170 2;zoe@baeckerei.example;SMTP;Zoë Müller (zoe@baeckerei.example);Kunde\r\n";
        var import = await RunAsync(CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text));
        Assert.Equal(("windows-1252", ";", 1), (import.Encoding, import.Separator, import.Counts.Added));
        var zoe = await FindAsync("zoe");
        Assert.Equal(("Zoë Müller", "Bäckerei Groß", "Inhaberin"), (zoe.Name, zoe.CompanyName, zoe.JobTitle));
        Assert.Equal(["030 1", "0170 2"], zoe.Phones);
    }

    [Theory]
    [InlineData("utf-8", false, ",")]
    [InlineData("utf-8", true, "\t")]
    [InlineData("utf-16", true, ";")]
    [InlineData("utf-16", false, ",")]
    [InlineData("utf-16BE", true, "\t")]
    [InlineData("utf-16BE", false, ";")]
    public async Task Encodings_and_separators_are_told_by_the_file(string encoding, bool hasMark, string separator)
    {
        var charset = Encoding.GetEncoding(encoding);
        var bytes = charset.GetBytes($"Name{separator}Email\r\n\"Łukasz {separator} Żak\"{separator}lukasz@zak.example\r\n");
        var import = await RunAsync(hasMark ? [.. charset.GetPreamble(), .. bytes] : bytes);
        Assert.Equal((separator, 1), (import.Separator, import.Counts.Added));
        Assert.StartsWith("Łukasz", (await FindAsync("lukasz@zak")).Name);
    }

    [Fact]
    public async Task A_check_tells_what_the_import_then_does_and_stores_nothing()
    {
        await Contacts.SaveAsync(_rep, null, 0, new ContactContent { Name = "Known", Addresses = ["known@mercier.example"] }, Cancellation);
        var rows = Enumerable.Range(0, 150).Select(n => $"Person {n},p{n}@mercier.example");
        var started = await StartAsync("Name,Email\n" + string.Join('\n', rows) + "\nTwice,p3@mercier.example\nKnown again,known@mercier.example\nBad,no address\n,\n");
        var check = (await Running.CheckAsync(_rep, started.Id, Cancellation))!;
        Assert.Equal((153, 150, 0, 2, 1), (check.Counts.Total, check.Counts.Added, check.Counts.Updated, check.Counts.Duplicates, check.Counts.Wrong));
        Assert.Equal(154, check.Problems.Single().Line);
        Assert.Contains("not an email address", check.Problems.Single().Error);
        Assert.Equal(1, await CountAsync());

        await Imports.RunAsync(_rep, started.Id, Cancellation);
        await Running.RunUntilDoneAsync(Cancellation);
        Assert.Equal(check.Counts, (await Imports.FindAsync(_rep, started.Id, Cancellation))!.Counts);
        Assert.Equal(151, await CountAsync());
    }

    [Fact]
    public async Task Existing_records_get_what_the_file_says_and_undoing_gives_them_back()
    {
        var known = (await Contacts.SaveAsync(_rep, null, 0, new ContactContent { Name = "Ana", Addresses = ["ana@mercier.example"], Tags = ["vip"] }, Cancellation)).Stored!;
        var import = await RunAsync(Google, updates: true);
        Assert.Equal((1, 1), (import.Counts.Added, import.Counts.Updated));
        var updated = (await Contacts.FindAsync(_rep, known.Id, Cancellation))!;
        Assert.Equal(("Ana Ruiz", 2), (updated.Name, updated.Addresses.Count));
        var bo = await FindAsync("bo");
        await Contacts.SaveAsync(_rep, known.Id, updated.Version, new ContactContent { Name = updated.Name, Addresses = updated.Addresses, JobTitle = "Director", Tags = updated.Tags, CompanyId = updated.CompanyId }, Cancellation);

        Assert.True(await Imports.UndoAsync(_rep, import.Id, Cancellation));
        await Running.RunUntilDoneAsync(Cancellation);
        Assert.Equal(ImportState.Undone, (await Imports.FindAsync(_rep, import.Id, Cancellation))!.State);
        Assert.Null(await Contacts.FindAsync(_rep, bo.Id, Cancellation));
        var back = (await Contacts.FindAsync(_rep, known.Id, Cancellation))!;
        Assert.Equal(("Ana", "Director", (string?)null), (back.Name, back.JobTitle, back.CompanyName));
        Assert.Equal(["ana@mercier.example"], back.Addresses);
        Assert.Equal(["vip"], back.Tags);
        Assert.Equal(0, (await _workspace.Get<CompanyRecords>().ListAsync(_rep, new RecordQuery(), Cancellation))!.Total);
    }

    [Fact]
    public async Task What_was_changed_since_stays_when_an_import_is_undone()
    {
        var import = await RunAsync(Google);
        var bo = await FindAsync("bo");
        await Contacts.SaveAsync(_rep, bo.Id, bo.Version, new ContactContent { Name = "Bo Lind Jr", Addresses = bo.Addresses, CompanyId = bo.CompanyId, OwnerId = bo.OwnerId }, Cancellation);
        await Imports.UndoAsync(_rep, import.Id, Cancellation);
        await Running.RunUntilDoneAsync(Cancellation);
        Assert.Equal(2, (await Imports.FindAsync(_rep, import.Id, Cancellation))!.Counts.Kept);
        Assert.Equal("Lind, Sons & Co", (await Contacts.FindAsync(_rep, bo.Id, Cancellation))!.CompanyName);
    }

    [Fact]
    public async Task An_import_that_was_broken_off_goes_on_where_it_was()
    {
        var rows = Enumerable.Range(0, 250).Select(n => $"Person {n},p{n}@mercier.example");
        var import = await StartAsync("Name,Email\n" + string.Join('\n', rows));
        await Imports.RunAsync(_rep, import.Id, Cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var first = Running.RunUntilDoneAsync(stop.Token);
        await Until.TrueAsync(async () => (await Imports.FindAsync(_rep, import.Id, Cancellation))!.Counts.Done > 0, TimeSpan.FromMinutes(1), () => "No row was taken in.", Cancellation);
        await stop.CancelAsync();
        await Record.ExceptionAsync(() => first);

        await new ImportRunning(_workspace.Get<IDbContextFactory<SimpleCrmDbContext>>(), _workspace.Time).RunUntilDoneAsync(Cancellation);
        var ended = (await Imports.FindAsync(_rep, import.Id, Cancellation))!;
        Assert.Equal((ImportState.Done, 250, 250, 0), (ended.State, ended.Counts.Done, ended.Counts.Added, ended.Counts.Duplicates));
        Assert.Equal(250, await CountAsync());
    }

    [Fact]
    public async Task A_stopped_import_takes_in_no_more()
    {
        var import = await StartAsync(Google);
        await Imports.RunAsync(_rep, import.Id, Cancellation);
        Assert.True(await Imports.CancelAsync(_rep, import.Id, Cancellation));
        await Running.RunUntilDoneAsync(Cancellation);
        Assert.Equal(0, await CountAsync());
        Assert.False(await Imports.RunAsync(_rep, import.Id, Cancellation));
    }

    [Fact]
    public async Task The_mapping_is_remembered_for_files_with_the_same_columns()
    {
        var first = await StartAsync("Who,Where\nAna,ana@mercier.example\n");
        Assert.Equal(["", ""], first.Mapping);
        Assert.Null(await Imports.MapAsync(_rep, first.Id, ["name", "addresses"], true, Cancellation));
        await Imports.RunAsync(_rep, first.Id, Cancellation);
        Assert.Equal(["name", "addresses"], (await StartAsync("Who,Where\nBo,bo@lind.example\n")).Mapping);
        Assert.Contains("Two columns", await Imports.MapAsync(_rep, (await StartAsync("Who,Where\nBo,b\n")).Id, ["name", "name"], true, Cancellation));
    }

    [Fact]
    public async Task Others_do_not_see_an_import_and_admins_do()
    {
        var import = await StartAsync(Google);
        var (other, admin) = (await _workspace.AddAsync("bo", Role.Rep), await _workspace.AddAsync("root", Role.Admin));
        Assert.Null(await Imports.FindAsync(other, import.Id, Cancellation));
        Assert.Empty(await Imports.PreviewAsync(other, import.Id, 5, Cancellation));
        Assert.Null(await Running.CheckAsync(other, import.Id, Cancellation));
        Assert.False(await Imports.RunAsync(other, import.Id, Cancellation));
        Assert.NotNull(await Imports.FindAsync(admin, import.Id, Cancellation));
    }

    [Theory]
    [InlineData("", "nothing in this file")]
    [InlineData("\n\n\n", "nothing in this file")]
    [InlineData("Name,Email\n", "only a heading")]
    [InlineData("PNG\0\0\0\u0001\0garbage", "not a text file")]
    public async Task A_file_without_rows_is_refused(string text, string refusal) =>
        Assert.Contains(refusal, (await Imports.StartAsync(_rep, RecordKind.Contact, "x.csv", new MemoryStream(Encoding.UTF8.GetBytes(text)), Cancellation)).Refusal);

    [Fact]
    public async Task A_quotation_mark_that_is_never_closed_is_refused_with_its_line()
    {
        var text = "Name,Email\nAna,ana@mercier.example\n\"Bo,bo@lind.example\n" + new string('x', ImportLimits.CellLength + 1);
        Assert.Contains("line 3", (await Imports.StartAsync(_rep, RecordKind.Contact, "x.csv", new MemoryStream(Encoding.UTF8.GetBytes(text)), Cancellation)).Refusal);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_while_it_comes_in()
    {
        var read = 0L;
        var endless = new EndlessStream(count => read += count);
        Assert.Contains("larger than", (await Imports.StartAsync(_rep, RecordKind.Contact, "x.csv", endless, Cancellation)).Refusal);
        Assert.InRange(read, ImportLimits.FileBytes, ImportLimits.FileBytes + 1024 * 1024);
    }

    [Fact]
    public async Task Broken_rows_are_told_one_by_one_and_the_others_are_taken_in()
    {
        var import = await RunAsync("Name,Email,Owner\nAna,ana@mercier.example,ana@northwind.test\nToo,many@mercier.example,,cells\nBad \"quote,bad@mercier.example\n" + new string('n', 300)
            + ",long@mercier.example\nNobody,n@mercier.example,nobody@northwind.test\n");
        Assert.Equal((2, 3), (import.Counts.Added, import.Counts.Wrong));
        var problems = new List<ImportProblem>();
        await foreach (var problem in Imports.ProblemsAsync(_rep, import.Id, Cancellation))
            problems.Add(problem);
        Assert.Equal([3, 5, 6], problems.Select(p => p.Line));
        Assert.Contains("4 cells", problems[0].Error);
        Assert.Contains("200 characters", problems[1].Error);
        Assert.Contains("no active person", problems[2].Error);
    }

    [Fact]
    public async Task Whatever_the_bytes_reading_ends_with_rows_or_a_refusal()
    {
        var random = new Random(7);
        var pieces = new[] { ",", ";", "\t", "\"", "'", "\n", "\r\n", "\r", "Ana", "ana@x.example", "=cmd|' /C calc'!A0", "\0", "\uFEFF", "é", "BEGIN:VCARD\n", "END:VCARD\n", "EMAIL:", "N;ENCODING=QUOTED-PRINTABLE:=", "sep=", " ", "\u2028" };
        for (var n = 0; n < 100; n++)
        {
            var bytes = new List<byte>();
            for (var i = random.Next(40); i >= 0; i--)
                bytes.AddRange(random.Next(8) == 0 ? [(byte)random.Next(256)] : Encoding.UTF8.GetBytes(pieces[random.Next(pieces.Length)]));
            var start = await Imports.StartAsync(_rep, RecordKind.Contact, "x", new MemoryStream([.. bytes]), Cancellation);
            Assert.True(start.Import is null != start.Refusal is null);
            if (start.Import is { } import && n % 10 == 0)
                Assert.NotNull(await Running.CheckAsync(_rep, import.Id, Cancellation));
        }
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Companies_and_leads_are_imported_too()
    {
        Assert.Equal(1, (await RunAsync("Company,Domain,Website\nMercier,mercier.example,mercier.example\n", kind: RecordKind.Company)).Counts.Added);
        Assert.Equal(1, (await RunAsync("Company,Domain\nMercier,\n", kind: RecordKind.Company)).Counts.Duplicates);
        Assert.Equal(1, (await RunAsync("Name,Company,Email,Lead source\nNoor,Palmer,noor@palmer.example,Fair\n", kind: RecordKind.Lead)).Counts.Added);
        var lead = (await _workspace.Get<LeadRecords>().ListAsync(_rep, new RecordQuery(), null, Cancellation))!.Items.Single();
        Assert.Equal(("Noor", "Palmer", "noor@palmer.example", "Fair"), (lead.Name, lead.CompanyName, lead.Address, lead.Source));
    }

    private async Task<ImportView> StartAsync(string text, RecordKind kind = RecordKind.Contact)
    {
        var start = await Imports.StartAsync(_rep, kind, "people.csv", new MemoryStream(Encoding.UTF8.GetBytes(text)), Cancellation);
        Assert.Null(start.Refusal);
        return start.Import!;
    }

    private Task<ImportView> RunAsync(string text, bool updates = false, RecordKind kind = RecordKind.Contact) => RunAsync(Encoding.UTF8.GetBytes(text), updates, kind);

    private async Task<ImportView> RunAsync(byte[] bytes, bool updates = false, RecordKind kind = RecordKind.Contact)
    {
        var start = await Imports.StartAsync(_rep, kind, "people.csv", new MemoryStream(bytes), Cancellation);
        Assert.Null(start.Refusal);
        Assert.Null(await Imports.MapAsync(_rep, start.Import!.Id, start.Import.Mapping, updates, Cancellation));
        Assert.True(await Imports.RunAsync(_rep, start.Import.Id, Cancellation));
        await Running.RunUntilDoneAsync(Cancellation);
        return (await Imports.FindAsync(_rep, start.Import.Id, Cancellation))!;
    }

    private async Task<ContactView> FindAsync(string text) => (await Contacts.ListAsync(_rep, new RecordQuery { Text = text }, Cancellation))!.Items[0];

    private async Task<int> CountAsync() => (await Contacts.ListAsync(_rep, new RecordQuery(), Cancellation))!.Total;

    /// <summary>As much as is asked for.</summary>
    private sealed class EndlessStream(Action<int> tell) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'a');
            tell(buffer.Length);
            return new(buffer.Length);
        }
    }
}
