using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Links;
using SimpleCrm.Suggestions;

namespace SimpleCrm.Blazor.Suggestions;

/// <summary>Makes a contact, and a company where there is none yet, of a suggestion.</summary>
public sealed class SuggestionTaking(ContactRecords contacts, CompanyRecords companies, EmailLinks links)
{
    /// <summary>What was made.</summary>
    /// <param name="ContactId">Null when it was refused.</param>
    /// <param name="NewCompanyId">The company, when it was made for this.</param>
    /// <param name="Name">What the contact is called.</param>
    /// <param name="Refusal">Why not, for the person.</param>
    public sealed record Taken(long? ContactId, long? NewCompanyId, string Name, string? Refusal);

    public async Task<Taken> TakeAsync(Viewer viewer, ContactSuggestion person)
    {
        var (companyId, isNew) = await CompanyAsync(viewer, person);
        var name = person.Name.Length > 0 ? person.Name : person.Address;
        var outcome = await contacts.SaveAsync(viewer, null, 0, new ContactContent
        {
            Name = name,
            JobTitle = person.JobTitle,
            Addresses = [person.Address],
            Phones = person.Phone.Length > 0 ? [person.Phone] : [],
            CompanyId = companyId,
            OwnerId = viewer.UserId,
        }, CancellationToken.None);
        var made = new Taken(outcome.Stored?.Id, isNew ? companyId : null, name, outcome.Errors.Values.FirstOrDefault()?[0]);
        if (made.ContactId is null)
            await TakeBackAsync(viewer, made);
        return made;
    }

    public async Task TakeBackAsync(Viewer viewer, Taken taken)
    {
        if (taken.ContactId is { } contact)
            await contacts.DeleteAsync(viewer, contact, CancellationToken.None);
        if (taken.NewCompanyId is { } company)
            await companies.DeleteAsync(viewer, company, CancellationToken.None);
    }

    /// <summary>Links the conversation of an email at once, where one is open.</summary>
    public async Task LinkAsync(Viewer viewer, long? emailId, long contactId)
    {
        if (emailId is { } email)
            await links.LinkAsync(viewer, email, new RecordReference(RecordKind.Contact, contactId), CancellationToken.None);
    }

    private async Task<(long? Id, bool IsNew)> CompanyAsync(Viewer viewer, ContactSuggestion person)
    {
        if (person.CompanyId is not null || person.Company.Length == 0)
            return (person.CompanyId, false);
        var found = await companies.ListAsync(viewer, new RecordQuery { Text = person.Company, PageSize = RecordQuery.DefaultPageSize }, CancellationToken.None);
        if (found?.Items.FirstOrDefault(c => c.Name.Equals(person.Company, StringComparison.OrdinalIgnoreCase)) is { } known)
            return (known.Id, false);
        var content = new CompanyContent { Name = person.Company, Domains = person.Domain.Length > 0 ? [person.Domain] : [], OwnerId = viewer.UserId };
        var made = (await companies.SaveAsync(viewer, null, 0, content, CancellationToken.None)).Stored?.Id;
        return (made, made is not null);
    }
}
