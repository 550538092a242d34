using MudBlazor;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.Records;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Contacts;
using SimpleCrm.Deals;
using SimpleCrm.Links;
using SimpleCrm.Surroundings;

namespace SimpleCrm.Blazor.Panel;

/// <summary>Changes what a conversation belongs to, says so, and offers to undo it; opens records to be changed beside it.</summary>
public sealed class PanelActs(EmailLinks links, IDialogService dialogs, CurrentViewer viewers, Notices notices)
{
    /// <summary>Links the conversation of an email to a record.</summary>
    public async Task LinkAsync(long emailId, RecordReference record, string name)
    {
        if (await ChangeAsync(viewer => links.LinkAsync(viewer, emailId, record, CancellationToken.None)))
            await notices.SayAsync($"Linked to {name}.", "Undo", () => TakeBackAsync(viewer => links.UnlinkAsync(viewer, emailId, record, CancellationToken.None)));
    }

    /// <summary>Takes a record away from the conversation; a rule that led there learns it.</summary>
    public async Task UnlinkAsync(long emailId, EmailLinkView link)
    {
        var record = new RecordReference(link.Kind, link.RecordId);
        if (!await ChangeAsync(viewer => links.UnlinkAsync(viewer, emailId, record, CancellationToken.None)))
            return;
        var taught = link.Rule != LinkRule.Person && link.Evidence.Length > 0 ? $" {link.Evidence} no longer leads there by itself." : "";
        await notices.SayAsync($"This conversation does not belong to {link.Name} any more.{taught}", "Undo", () => TakeBackAsync(viewer => links.LinkAsync(viewer, emailId, record, CancellationToken.None)));
    }

    /// <summary>Answers which deal a conversation is about.</summary>
    /// <param name="deal">Null for none of those that were asked about.</param>
    public async Task AnswerAsync(long threadId, DealCandidate? deal)
    {
        if (await viewers.FindAsync() is not { } viewer)
            return;
        if (!await links.AnswerAsync(viewer, threadId, deal?.DealId, CancellationToken.None))
            await notices.FailAsync("That deal is not there any more.");
        else
            await notices.SayAsync(deal is null ? "It is about none of them. You are not asked again." : $"It is about {deal.Name}, and so is what comes to it later.");
    }

    /// <summary>Opens a record to be changed.</summary>
    public Task EditAsync(RecordReference record) => record.Kind switch
    {
        RecordKind.Contact => ShowAsync<ContactView, ContactContent>(record.Id),
        RecordKind.Lead => ShowAsync<LeadView, LeadContent>(record.Id),
        RecordKind.Company => ShowAsync<CompanyView, CompanyContent>(record.Id),
        _ => ShowAsync<DealView, DealContent>(record.Id),
    };

    /// <summary>Asks for a new deal with the people and the company of the conversation, and links it.</summary>
    public async Task AddDealAsync(ThreadSurroundingsView around)
    {
        var contacts = around.Records.Where(r => r.Link.Kind == RecordKind.Contact).Select(r => r.Link.RecordId).ToList();
        var company = around.Records.FirstOrDefault(r => r.Link.Kind == RecordKind.Company)?.Link;
        var dialog = await dialogs.ShowAsync<NewRecordDialog<DealView, DealContent>>("New deal", new DialogParameters<NewRecordDialog<DealView, DealContent>>
        {
            { d => d.Begin, c => c with { CompanyId = company?.RecordId, ContactIds = contacts } },
            { d => d.Names, new Dictionary<string, string> { ["companyId"] = company?.Name ?? "" } },
        }, RecordDialogs.Options);
        if (await dialog.Result is { Canceled: false, Data: long id })
            await ChangeAsync(viewer => links.LinkAsync(viewer, around.EmailId, new RecordReference(RecordKind.Deal, id), CancellationToken.None));
    }

    private Task<IDialogReference> ShowAsync<TView, TContent>(long id) where TView : class, IRecordView where TContent : class =>
        dialogs.ShowAsync<EditRecordDialog<TView, TContent>>("Change", new DialogParameters<EditRecordDialog<TView, TContent>> { { d => d.Id, id } }, RecordDialogs.Options);

    private async Task TakeBackAsync(Func<SimpleCrm.Access.Viewer, Task<IReadOnlyList<EmailLinkView>?>> change)
    {
        if (await ChangeAsync(change))
            await notices.SayAsync("Taken back.");
    }

    private async Task<bool> ChangeAsync(Func<SimpleCrm.Access.Viewer, Task<IReadOnlyList<EmailLinkView>?>> change)
    {
        if (await viewers.FindAsync() is not { } viewer)
            return false;
        if (await change(viewer) is not null)
            return true;
        await notices.FailAsync("That record or this conversation is not there any more.");
        return false;
    }
}
