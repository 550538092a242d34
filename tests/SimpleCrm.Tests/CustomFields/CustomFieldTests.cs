using System.Text;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.CustomFields;
using SimpleCrm.Exporting;
using SimpleCrm.Importing;
using SimpleCrm.Links;
using SimpleCrm.Merging;
using SimpleCrm.Tests.Access;
using Xunit;

namespace SimpleCrm.Tests.CustomFields;

public sealed class CustomFieldTests : IAsyncLifetime
{
    private Workspace _workspace = null!;
    private Viewer _admin = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
    private CustomFieldSettings Settings => _workspace.Get<CustomFieldSettings>();
    private ContactRecords Contacts => _workspace.Get<ContactRecords>();

    public async ValueTask InitializeAsync()
    {
        _workspace = await Workspace.CreateAsync();
        _admin = await _workspace.AddAsync("ada", Role.Admin);
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Theory]
    [InlineData(CustomFieldType.Text, " gold\r\ncustomer ", "gold customer", "gold customer")]
    [InlineData(CustomFieldType.Number, "1,250.50", "1250.5", "1250.5")]
    [InlineData(CustomFieldType.Date, "31.3.2026", "2026-03-31", "2026-03-31")]
    [InlineData(CustomFieldType.YesNo, "True", "yes", "yes")]
    [InlineData(CustomFieldType.Choice, "gold", "Gold", "GOLD")]
    [InlineData(CustomFieldType.Link, "example.com/a", "https://example.com/a", "example")]
    public async Task A_value_of_each_type_is_stored_in_one_form_and_found(CustomFieldType type, string entered, string stored, string looked)
    {
        var field = await AddAsync("Level", type, "Gold", "Silver");
        var contact = await ContactAsync("Ana", (field, entered));
        await ContactAsync("Ben");
        Assert.Equal(stored, contact.Custom[field]);
        Assert.Equal(stored, (await Contacts.FindAsync(_admin, contact.Id, Cancellation))!.Custom[field]);
        Assert.Equal(["Ana"], await FindAsync($"{field}:{looked}"));
        Assert.Equal(["Ben"], await FindAsync($"{field}:{CustomFilter.None}"));
    }

    [Theory]
    [InlineData(CustomFieldType.Number, "twelve", "number like")]
    [InlineData(CustomFieldType.Date, "2026-02-30", "date like")]
    [InlineData(CustomFieldType.YesNo, "maybe", "yes or no")]
    [InlineData(CustomFieldType.Choice, "Bronze", "Gold, Silver")]
    [InlineData(CustomFieldType.Link, "javascript:alert(1)//://", "web address")]
    [InlineData(CustomFieldType.Link, "https://user:secret@example.com", "web address")]
    public async Task A_value_that_does_not_fit_is_refused_and_the_message_says_what_to_do(CustomFieldType type, string entered, string part)
    {
        var field = await AddAsync("Level", type, "Gold", "Silver");
        var outcome = await Contacts.SaveAsync(_admin, null, 0, Content("Ana", (field, entered)), Cancellation);
        Assert.Null(outcome.Stored);
        Assert.Contains(part, outcome.Errors[$"custom.{field}"].Single(), StringComparison.Ordinal);
        Assert.Contains("custom.unknown", (await Contacts.SaveAsync(_admin, null, 0, Content("Ana", ("unknown", "x")), Cancellation)).Errors.Keys);
    }

    [Fact]
    public async Task Numbers_and_dates_are_compared_as_such_and_ranges_may_be_open()
    {
        var (seats, until) = (await AddAsync("Seats", CustomFieldType.Number), await AddAsync("Until", CustomFieldType.Date));
        await ContactAsync("Debt", (seats, "-20.5"), (until, "2026-01-31"));
        await ContactAsync("Less", (seats, "-3"));
        await ContactAsync("Nine", (seats, "9"), (until, "2026-12-01"));
        await ContactAsync("Ten", (seats, "10"), (until, "2027-01-31"));
        Assert.Equal(["Ten"], await FindAsync($"{seats}:10.."));
        Assert.Equal(["Debt", "Less"], await FindAsync($"{seats}:..0"));
        Assert.Equal(["Nine"], await FindAsync($"{until}:2026-02-01..2026-12-31"));
        Assert.Equal(["Nine"], await FindAsync($"{until}:2026-02-01..", $"{seats}:..9"));
    }

    [Theory]
    [InlineData(RecordOrder.Field, "Debt,Less,Nine,Ten,Hundred,Nobody,None")]
    [InlineData(RecordOrder.FieldDescending, "Hundred,Ten,Nine,Less,Debt,Nobody,None")]
    public async Task A_list_in_the_order_of_a_field_has_the_records_without_a_value_last_and_its_pages_fit(RecordOrder order, string expected)
    {
        var seats = await AddAsync("Seats", CustomFieldType.Number);
        foreach (var (name, number) in new[] { ("Ten", "10"), ("Debt", "-20.5"), ("Hundred", "100"), ("Less", "-3"), ("Nine", "9") })
            await ContactAsync(name, (seats, number));
        await ContactAsync("Nobody");
        await ContactAsync("None");
        var names = new List<string>();
        var query = new RecordQuery { Order = order, OrderField = seats, PageSize = 2 };
        while (await Contacts.ListAsync(_admin, query, Cancellation) is { } page)
        {
            names.AddRange(page.Items.Select(c => c.Name));
            Assert.Equal(7, page.Total);
            if (page.NextCursor is null)
                break;
            query = query with { Cursor = page.NextCursor };
        }
        Assert.Equal(expected.Split(','), names);
        Assert.Null(await Contacts.ListAsync(_admin, query with { Order = RecordOrder.Name, Cursor = "MyAxIH4" }, Cancellation));
    }

    [Fact]
    public async Task A_required_field_is_asked_for_in_new_records_and_cannot_be_emptied_but_older_records_may_stay_without()
    {
        var old = await ContactAsync("Old");
        var level = await AddAsync("Level", CustomFieldType.Text, isRequired: true);
        Assert.Contains($"custom.{level}", (await Contacts.SaveAsync(_admin, null, 0, Content("New"), Cancellation)).Errors.Keys);
        // Who does not know of custom fields is not stopped by them.
        Assert.NotNull((await Contacts.SaveAsync(_admin, null, 0, new ContactContent { Name = "By mail" }, Cancellation)).Stored);
        Assert.NotNull((await Contacts.SaveAsync(_admin, old.Id, old.Version, Content("Older"), Cancellation)).Stored);
        var full = await ContactAsync("Full", (level, "a"));
        Assert.Contains("cannot be empty", (await Contacts.SaveAsync(_admin, full.Id, full.Version, Content("Full", (level, "")), Cancellation)).Errors[$"custom.{level}"].Single(), StringComparison.Ordinal);
        Assert.Equal("a", (await Contacts.SaveAsync(_admin, full.Id, full.Version, new ContactContent { Name = "Full" }, Cancellation)).Stored!.Custom[level]);
    }

    [Fact]
    public async Task Values_outlive_archiving_the_field_and_removing_their_choice()
    {
        var level = await AddAsync("Level", CustomFieldType.Choice, "Gold", "Silver");
        var contact = await ContactAsync("Ana", (level, "Gold"));
        var id = Assert.Single(await Settings.ListAsync(_admin, RecordKind.Contact, withArchived: false, Cancellation)).Id;
        Assert.NotNull((await Settings.SaveAsync(_admin, id, default, new CustomFieldContent { Name = "Standing", Choices = ["Silver"] }, Cancellation)).Field);
        contact = (await Contacts.SaveAsync(_admin, contact.Id, contact.Version, Content("Ana R", (level, "Gold")), Cancellation)).Stored!;
        Assert.Equal("Gold", contact.Custom[level]);

        Assert.True((await Settings.ArchiveAsync(_admin, id, true, Cancellation)).Field!.IsArchived);
        Assert.Empty(await Settings.ListAsync(_admin, RecordKind.Contact, withArchived: false, Cancellation));
        contact = (await Contacts.SaveAsync(_admin, contact.Id, contact.Version, Content("Ana Ruiz", (level, "Gold")), Cancellation)).Stored!;
        Assert.Contains("archived", (await Contacts.SaveAsync(_admin, contact.Id, contact.Version, Content("Ana Ruiz", (level, "Silver")), Cancellation)).Errors[$"custom.{level}"].Single(), StringComparison.Ordinal);
        await Settings.ArchiveAsync(_admin, id, false, Cancellation);
        Assert.Equal("Gold", (await Contacts.FindAsync(_admin, contact.Id, Cancellation))!.Custom[level]);
    }

    [Fact]
    public async Task Merging_keeps_the_values_of_both_and_undoing_gives_each_its_own()
    {
        var (level, city) = (await AddAsync("Level", CustomFieldType.Text), await AddAsync("City", CustomFieldType.Text));
        var kept = await ContactAsync("Ana", (level, "gold"));
        var gone = await ContactAsync("Ana R", (level, "silver"), (city, "Lyon"));
        var merging = _workspace.Get<RecordMerging>();
        var merge = (await merging.MergeAsync(_admin, RecordKind.Contact, kept.Id, new MergeRequest(gone.Id, kept.Version, gone.Version, []), Cancellation)).Merge!;
        var merged = (await Contacts.FindAsync(_admin, kept.Id, Cancellation))!;
        Assert.Equal(("gold", "Lyon"), (merged.Custom[level], merged.Custom[city]));

        Assert.NotNull((await merging.UndoAsync(_admin, merge.Id, Cancellation)).Merge);
        Assert.Equal([level], (await Contacts.FindAsync(_admin, kept.Id, Cancellation))!.Custom.Keys);
        Assert.Equal(["Ana R"], await FindAsync($"{city}:lyon"));
    }

    [Fact]
    public async Task Converting_a_lead_carries_values_to_fields_of_the_same_key_and_type()
    {
        var level = await AddAsync("Level", CustomFieldType.Text, kind: RecordKind.Lead);
        await AddAsync("level", CustomFieldType.Text);
        await AddAsync("Level", CustomFieldType.Number, kind: RecordKind.Company);
        var lead = (await _workspace.Get<LeadRecords>().SaveAsync(_admin, null, 0, new LeadContent { Name = "Noor", CompanyName = "Palmer", Custom = Values((level, "seven")) }, Cancellation)).Stored!;
        var converted = (await _workspace.Get<LeadConversion>().ConvertAsync(_admin, lead.Id, lead.Version, null, Cancellation)).Stored!;
        var contact = (await Contacts.FindAsync(_admin, converted.ContactId!.Value, Cancellation))!;
        Assert.Equal("seven", contact.Custom[level]);
        Assert.Empty((await _workspace.Get<CompanyRecords>().FindAsync(_admin, contact.CompanyId!.Value, Cancellation))!.Custom);
        Assert.Equal(["Noor"], await FindAsync($"{level}:seven"));
    }

    [Fact]
    public async Task A_file_fills_fields_by_their_names_and_the_export_gives_them_back_without_a_formula()
    {
        var (level, seats) = (await AddAsync("Service level", CustomFieldType.Text), await AddAsync("Seats", CustomFieldType.Number));
        await ContactAsync("Ana", (level, "old"));
        var imports = _workspace.Get<Imports>();
        var file = Encoding.UTF8.GetBytes("Name,Service level,Seats\r\nBen,\"'=1+1\",12\r\nCleo,x,many\r\n");
        var started = (await imports.StartAsync(_admin, RecordKind.Contact, "people.csv", new MemoryStream(file), Cancellation)).Import!;
        Assert.Equal(["name", $"custom.{level}", $"custom.{seats}"], started.Mapping);
        Assert.Null(await imports.MapAsync(_admin, started.Id, started.Mapping, updatesExisting: true, Cancellation));
        Assert.True(await imports.RunAsync(_admin, started.Id, Cancellation));
        await _workspace.Get<ImportRunning>().RunUntilDoneAsync(Cancellation);
        var done = (await imports.FindAsync(_admin, started.Id, Cancellation))!;
        Assert.Equal((1, 1), (done.Counts.Added, done.Counts.Wrong));

        using var output = new MemoryStream();
        await _workspace.Get<Exports>().WriteAsync(_admin, RecordKind.Contact, new RecordQuery(), ExportFormat.Csv, output, Cancellation);
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split("\r\n");
        Assert.EndsWith(",Service level,Seats", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",old,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",\"'=1+1\",12", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_stands_in_the_history_under_the_fields_name_and_its_words_are_found()
    {
        var level = await AddAsync("Service level", CustomFieldType.Text);
        var contact = await ContactAsync("Ana", (level, "bronze"));
        await Contacts.SaveAsync(_admin, contact.Id, contact.Version, Content("Ana", (level, "platinum")), Cancellation);
        await using var db = await _workspace.Get<IDbContextFactory<SimpleCrm.Database.SimpleCrmDbContext>>().CreateDbContextAsync(Cancellation);
        var changes = Assert.Single(await db.Activities.Select(a => a.ChangesJson).ToListAsync(Cancellation), c => c.Contains("platinum", StringComparison.Ordinal));
        Assert.Contains("Service level", changes, StringComparison.Ordinal);
        Assert.Equal(1, (await Contacts.ListAsync(_admin, new RecordQuery { Text = "plat" }, Cancellation))!.Total);
    }

    [Fact]
    public async Task Only_admins_change_fields_and_names_are_given_once()
    {
        var rep = await _workspace.AddAsync("rep", Role.Rep);
        await AddAsync("Level", CustomFieldType.Text);
        var id = Assert.Single(await Settings.ListAsync(rep, RecordKind.Contact, withArchived: false, Cancellation)).Id;
        Assert.Null((await Settings.SaveAsync(rep, id, default, new CustomFieldContent { Name = "Other" }, Cancellation)).Field);
        Assert.Null((await Settings.ArchiveAsync(rep, id, true, Cancellation)).Field);
        Assert.Null((await Settings.MoveAsync(rep, id, true, Cancellation)).Field);
        Assert.Contains("name", (await Settings.SaveAsync(_admin, null, RecordKind.Contact, new CustomFieldContent { Name = "LEVEL" }, Cancellation)).Errors.Keys);
        Assert.Contains("choices", (await Settings.SaveAsync(_admin, null, RecordKind.Contact, new CustomFieldContent { Name = "Tier", Type = CustomFieldType.Choice, Choices = [" "] }, Cancellation)).Errors.Keys);
        Assert.Equal("level_2", (await Settings.SaveAsync(_admin, null, RecordKind.Contact, new CustomFieldContent { Name = "Level!" }, Cancellation)).Field!.Key);
    }

    private async Task<string> AddAsync(string name, CustomFieldType type, params string[] choices) => await AddAsync(name, type, RecordKind.Contact, false, choices);

    private async Task<string> AddAsync(string name, CustomFieldType type, RecordKind kind = RecordKind.Contact, bool isRequired = false, params string[] choices)
    {
        var outcome = await Settings.SaveAsync(_admin, null, kind, new CustomFieldContent { Name = name, Type = type, Choices = choices, IsRequired = isRequired }, Cancellation);
        Assert.Empty(outcome.Errors);
        return outcome.Field!.Key;
    }

    private static Dictionary<string, string?> Values(params (string Field, string Text)[] values) => values.ToDictionary(v => v.Field, v => (string?)v.Text);

    private static ContactContent Content(string name, params (string Field, string Text)[] values) => new() { Name = name, Custom = Values(values) };

    private async Task<ContactView> ContactAsync(string name, params (string Field, string Text)[] values)
    {
        var outcome = await Contacts.SaveAsync(_admin, null, 0, Content(name, values), Cancellation);
        Assert.Empty(outcome.Errors);
        return outcome.Stored!;
    }

    private async Task<IEnumerable<string>> FindAsync(params string[] filters) =>
        (await Contacts.ListAsync(_admin, new RecordQuery { Custom = [.. filters.Select(f => CustomFilter.Parse(f)!)] }, Cancellation))!.Items.Select(c => c.Name);
}
