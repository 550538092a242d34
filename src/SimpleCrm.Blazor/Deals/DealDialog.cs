using MudBlazor;
using SimpleCrm.Blazor.Records;
using SimpleCrm.Deals;

namespace SimpleCrm.Blazor.Deals;

/// <summary>The dialog for a new deal, with what is known already.</summary>
internal static class DealDialog
{
    /// <returns>The new deal; null when none was made.</returns>
    public static async Task<long?> AddAsync(IDialogService dialogs, long? companyId, string? companyName, long? contactId)
    {
        var dialog = await dialogs.ShowAsync<NewRecordDialog<DealView, DealContent>>($"New {RecordLabels.Deal.One}", new DialogParameters<NewRecordDialog<DealView, DealContent>>
        {
            { d => d.Begin, c => c with { CompanyId = companyId, ContactIds = contactId is { } contact ? [contact] : [] } },
            { d => d.Names, new Dictionary<string, string> { ["companyId"] = companyName ?? "" } },
        }, RecordDialogs.Options);
        return await dialog.Result is { Canceled: false, Data: long id } ? id : null;
    }
}
