using MudBlazor;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.Records;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Contacts;
using SimpleCrm.Links;
using SimpleCrm.Suggestions;

namespace SimpleCrm.Blazor.Suggestions;

/// <summary>Enters suggested people as contacts, with their company, or never suggests them again. All of it can be taken back.</summary>
public sealed class SuggestionActs(SuggestionTaking taking, ContactSuggestions suggestions, IDialogService dialogs, CurrentViewer viewers, Notices notices)
{
    /// <summary>Enters somebody.</summary>
    /// <param name="isAsked">The person looks at it and changes it first.</param>
    /// <param name="emailId">An email whose conversation is linked at once; the others are found in the background.</param>
    /// <param name="changed">Told when it is taken back.</param>
    public async Task AddAsync(ContactSuggestion person, bool isAsked, long? emailId, Func<Task>? changed = null)
    {
        if (await viewers.FindAsync() is not { } viewer)
            return;
        if (isAsked)
        {
            if (await AskAsync(person) is { } id)
                await taking.LinkAsync(viewer, emailId, id);
            return;
        }
        var taken = await taking.TakeAsync(viewer, person);
        if (taken.ContactId is not { } contact)
        {
            await notices.FailAsync(taken.Refusal ?? "That could not be stored. Try again.");
            return;
        }
        await taking.LinkAsync(viewer, emailId, contact);
        var company = taken.NewCompanyId is null ? "" : $" and {person.Company}";
        await notices.SayAsync($"{taken.Name}{company} added. {(person.Emails == 1 ? "Their email is" : $"Their {person.Emails:N0} emails are")} linked in the background.", "Undo", async () =>
        {
            await taking.TakeBackAsync(viewer, taken);
            await notices.SayAsync("Taken back.");
            if (changed is not null)
                await changed();
        });
    }

    /// <summary>Never suggests an address, or anybody of a domain, again.</summary>
    /// <param name="changed">Told when it is taken back.</param>
    public async Task BlockAsync(string value, Func<Task> changed)
    {
        if (await viewers.FindAsync() is not { } viewer)
            return;
        if (!await suggestions.BlockAsync(viewer, value, CancellationToken.None))
        {
            await notices.FailAsync("This list is full, or that is no address and no domain.");
            return;
        }
        await notices.SayAsync($"{(value.Contains('@') ? value : $"Nobody of {value}")} is {(value.Contains('@') ? "not " : "")}suggested again.", "Undo", async () =>
        {
            await suggestions.UnblockAsync(viewer, value, CancellationToken.None);
            await changed();
        });
    }

    private async Task<long?> AskAsync(ContactSuggestion person)
    {
        var dialog = await dialogs.ShowAsync<NewRecordDialog<ContactView, ContactContent>>("New contact", new DialogParameters<NewRecordDialog<ContactView, ContactContent>>
        {
            { d => d.Begin, c => c with { Name = person.Name, JobTitle = person.JobTitle, Addresses = [person.Address], Phones = person.Phone.Length > 0 ? [person.Phone] : [], CompanyId = person.CompanyId } },
            { d => d.Names, new Dictionary<string, string> { ["companyId"] = person.CompanyId is null ? "" : person.Company } },
        }, RecordDialogs.Options);
        return await dialog.Result is { Canceled: false, Data: long id } ? id : null;
    }
}
