using Microsoft.Graph.Me.Contacts.Delta;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Outlook;

/// <summary>The account's contacts, by delta query.</summary>
internal sealed class OutlookContacts(GraphLine line)
{
    private const int PageSize = 200;

    private static readonly string[] Select = ["id", "displayName", "emailAddresses", "companyName", "jobTitle", "businessPhones", "homePhones", "mobilePhone"];

    public async Task<RemoteContacts> ReadAsync(string? cursor, CancellationToken cancellationToken)
    {
        try
        {
            return await RoundAsync(cursor is not null && Links.IsOwn(line, cursor) ? cursor : null, cancellationToken);
        }
        catch (Exception exception) when (cursor is not null && OutlookErrors.IsSyncStateGone(exception))
        {
            return await RoundAsync(null, cancellationToken);
        }
    }

    private async Task<RemoteContacts> RoundAsync(string? link, CancellationToken cancellationToken)
    {
        var isWhole = link is null;
        var told = new Dictionary<string, RemoteContact?>(StringComparer.Ordinal);
        while (true)
        {
            var page = link is null
                ? await line.Graph.Me.Contacts.Delta.GetAsDeltaGetResponseAsync(c =>
                {
                    c.QueryParameters.Select = Select;
                    Prefer(c.Headers);
                }, cancellationToken)
                : await Links.Check(line, link, url => new DeltaRequestBuilder(url, line.Adapter)).GetAsDeltaGetResponseAsync(c => Prefer(c.Headers), cancellationToken);
            foreach (var contact in page?.Value ?? [])
                told[contact.Id!] = contact.AdditionalData.ContainsKey("@removed") ? null : Of(contact);
            if (page?.OdataNextLink is { } next)
                link = next;
            else if (page?.OdataDeltaLink is { } cursor)
                return new RemoteContacts([.. told.Values.OfType<RemoteContact>()], isWhole ? [] : [.. told.Where(t => t.Value is null).Select(t => t.Key)], isWhole, cursor);
            else
                throw new MailboxAccessException(MailboxProblem.ServerError, "The answer has neither a next nor a delta link.");
        }
    }

    // A contact without an address is nobody to write to.
    private static RemoteContact? Of(Contact contact)
    {
        var addresses = (contact.EmailAddresses ?? []).Select(a => a.Address).Where(a => !string.IsNullOrWhiteSpace(a)).Select(a => a!.Trim()).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return addresses.Count == 0 ? null : new RemoteContact
        {
            RemoteId = contact.Id!,
            Name = contact.DisplayName ?? "",
            Addresses = addresses,
            Company = contact.CompanyName,
            JobTitle = contact.JobTitle,
            Phones = [.. (contact.BusinessPhones ?? []).Append(contact.MobilePhone).Concat(contact.HomePhones ?? []).Where(p => !string.IsNullOrWhiteSpace(p)).Select(p => p!)],
        };
    }

    private static void Prefer(RequestHeaders headers) => headers.Add("Prefer", GraphLine.ImmutableIds, $"odata.maxpagesize={PageSize}");
}
