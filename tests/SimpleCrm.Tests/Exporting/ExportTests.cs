using System.Text;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Exporting;
using SimpleCrm.Importing;
using SimpleCrm.Links;
using SimpleCrm.Tests.Access;
using Xunit;

namespace SimpleCrm.Tests.Exporting;

public sealed class ExportTests : IAsyncLifetime
{
    private Workspace _workspace = null!;
    private Viewer _rep = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
    private ContactRecords Contacts => _workspace.Get<ContactRecords>();

    public async ValueTask InitializeAsync()
    {
        _workspace = await Workspace.CreateAsync();
        _rep = await _workspace.AddAsync("ana", Role.Rep);
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Theory]
    [InlineData("=HYPERLINK(\"http://evil.example\")")]
    [InlineData("+cmd|' /C calc'!A0")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    public async Task No_cell_begins_as_a_formula_and_importing_gives_the_text_back(string name)
    {
        await Contacts.SaveAsync(_rep, null, 0, new ContactContent { Name = name, Addresses = ["x@mercier.example"], Phones = ["+33 1"] }, Cancellation);
        var text = await WriteAsync(ExportFormat.Csv);
        var row = text.Split("\r\n")[1];
        Assert.StartsWith($"\"'{name[0]}", row);
        Assert.Contains("\"'+33 1\"", row);

        await Contacts.DeleteAsync(_rep, [.. (await Contacts.ListAsync(_rep, new RecordQuery(), Cancellation))!.Items.Select(c => c.Id)], Cancellation);
        var start = await _workspace.Get<Imports>().StartAsync(_rep, RecordKind.Contact, "x.csv", new MemoryStream(Encoding.UTF8.GetBytes(text)), Cancellation);
        await _workspace.Get<Imports>().RunAsync(_rep, start.Import!.Id, Cancellation);
        await _workspace.Get<ImportRunning>().RunUntilDoneAsync(Cancellation);
        var back = (await Contacts.ListAsync(_rep, new RecordQuery(), Cancellation))!.Items.Single();
        Assert.Equal((name, "+33 1"), (back.Name, back.Phones.Single()));
    }

    [Fact]
    public async Task All_pages_of_what_a_list_shows_are_written()
    {
        for (var n = 0; n < 130; n++)
            await Contacts.SaveAsync(_rep, null, 0, new ContactContent { Name = $"Contact {n}", Tags = n % 2 == 0 ? ["even"] : [] }, Cancellation);
        var text = await WriteAsync(ExportFormat.Csv, new RecordQuery { Tag = "even", PageSize = 3 });
        Assert.Equal(1 + 65 + 1, text.Split("\r\n").Length);
    }

    [Theory]
    [InlineData(ExportFormat.VCard3, "VERSION:3.0")]
    [InlineData(ExportFormat.VCard4, "VERSION:4.0")]
    public async Task Cards_are_folded_and_read_back(ExportFormat format, string version)
    {
        var name = "Zoë, von der " + string.Concat(Enumerable.Repeat("Müller; ", 12)) + "Groß";
        var company = (await _workspace.Get<CompanyRecords>().SaveAsync(_rep, null, 0, new CompanyContent { Name = "Bäckerei \\ Söhne" }, Cancellation)).Stored!;
        await Contacts.SaveAsync(_rep, null, 0, new ContactContent { Name = name, JobTitle = "Inhaberin", CompanyId = company.Id, Addresses = ["zoe@b.example", "z@b.example"], Phones = ["030 1"], Tags = ["kunde"] }, Cancellation);
        var text = await WriteAsync(format);
        Assert.Contains(version, text);
        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        await using var rows = (await VCardFile.OpenAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), Cancellation)).Rows.GetAsyncEnumerator(Cancellation);
        Assert.True(await rows.MoveNextAsync());
        var cells = rows.Current.Cells;
        Assert.Equal((name, "Inhaberin", "Bäckerei \\ Söhne", "zoe@b.example\nz@b.example", "030 1", "kunde"), (cells[0], cells[3], cells[4], cells[5], cells[6], cells[8]));
    }

    private async Task<string> WriteAsync(ExportFormat format, RecordQuery? query = null)
    {
        using var output = new MemoryStream();
        await _workspace.Get<Exports>().WriteAsync(_rep, RecordKind.Contact, query ?? new RecordQuery(), format, output, Cancellation);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
