using Google.Apis.PeopleService.v1;
using Google.Apis.PeopleService.v1.Data;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Gmail;

/// <summary>Contacts, and others whom the person has written to, from the People API.</summary>
internal sealed class GmailContacts(PeopleServiceService service, GmailCalls calls)
{
    private const int PageSize = 1_000;

    public async Task<RemoteContacts> SyncAsync(string? cursor, CancellationToken cancellationToken)
    {
        var tokens = cursor?.Split('\n') ?? [];
        var contacts = await ListAsync(Token(tokens, 0), ConnectionsAsync, cancellationToken);
        var others = await OthersAsync(Token(tokens, 1), cancellationToken);
        // One that begins anew makes the other begin anew as well, so that the answer as a whole is complete or not.
        if (cursor is not null && others.IsComplete is { } isComplete && contacts.IsComplete != isComplete)
            return await SyncAsync(null, cancellationToken);
        var all = contacts.People.Concat(others.People).ToList();
        return new RemoteContacts(
            [.. all.Where(p => p.Metadata?.Deleted != true).Select(Of).OfType<RemoteContact>()],
            [.. all.Where(p => p.Metadata?.Deleted == true).Select(p => p.ResourceName!)],
            contacts.IsComplete,
            $"{contacts.Token}\n{others.Token}");
    }

    private static string? Token(string[] tokens, int index) => index < tokens.Length && tokens[index].Length > 0 ? tokens[index] : null;

    private async Task<(List<Person> People, string? Token, bool? IsComplete)> OthersAsync(string? token, CancellationToken cancellationToken)
    {
        try
        {
            return await ListAsync(token, OtherContactsAsync, cancellationToken);
        }
        catch (MailboxAccessException exception) when (exception.Problem == MailboxProblem.ScopesMissing)
        {
            // Not granted, and not needed for the rest.
            return ([], null, null);
        }
    }

    private static async Task<(List<Person> People, string? Token, bool IsComplete)> ListAsync(
        string? token, Func<string?, string?, CancellationToken, Task<(IEnumerable<Person>? People, string? Page, string? Token)>> list, CancellationToken cancellationToken)
    {
        var people = new List<Person>();
        string? page = null;
        try
        {
            while (true)
            {
                var answer = await list(token, page, cancellationToken);
                people.AddRange(answer.People ?? []);
                if (string.IsNullOrEmpty(answer.Page))
                    return (people, answer.Token, token is null);
                page = answer.Page;
            }
        }
        catch (MailboxAccessException exception) when (token is not null && GmailErrors.StatusOf(exception) == System.Net.HttpStatusCode.BadRequest)
        {
            // The token is older than a week (EXPIRED_SYNC_TOKEN), or of another life.
            return await ListAsync(null, list, cancellationToken);
        }
    }

    private async Task<(IEnumerable<Person>?, string?, string?)> ConnectionsAsync(string? syncToken, string? page, CancellationToken cancellationToken)
    {
        var answer = await calls.RunAsync(() =>
        {
            var request = service.People.Connections.List("people/me");
            request.PersonFields = "names,emailAddresses,organizations,phoneNumbers,metadata";
            (request.PageSize, request.PageToken, request.SyncToken, request.RequestSyncToken) = (PageSize, page, syncToken, true);
            return request;
        }, 0, isPersonal: false, cancellationToken);
        return (answer.Connections, answer.NextPageToken, answer.NextSyncToken);
    }

    private async Task<(IEnumerable<Person>?, string?, string?)> OtherContactsAsync(string? syncToken, string? page, CancellationToken cancellationToken)
    {
        var answer = await calls.RunAsync(() =>
        {
            var request = service.OtherContacts.List();
            request.ReadMask = "names,emailAddresses,phoneNumbers,metadata";
            (request.PageSize, request.PageToken, request.SyncToken, request.RequestSyncToken) = (PageSize, page, syncToken, true);
            return request;
        }, 0, isPersonal: false, cancellationToken);
        return (answer.OtherContacts, answer.NextPageToken, answer.NextSyncToken);
    }

    private static RemoteContact? Of(Person person)
    {
        var addresses = (person.EmailAddresses ?? []).OrderByDescending(e => e.Metadata?.Primary == true).Select(e => e.Value?.Trim()).Where(v => !string.IsNullOrEmpty(v)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (addresses.Count == 0 || person.ResourceName is null)
            return null;
        var work = (person.Organizations ?? []).OrderByDescending(o => o.Metadata?.Primary == true).FirstOrDefault();
        return new RemoteContact
        {
            RemoteId = person.ResourceName,
            Name = (person.Names ?? []).OrderByDescending(n => n.Metadata?.Primary == true).FirstOrDefault()?.DisplayName ?? "",
            Addresses = addresses!,
            Company = work?.Name is { Length: > 0 } company ? company : null,
            JobTitle = work?.Title is { Length: > 0 } title ? title : null,
            Phones = [.. (person.PhoneNumbers ?? []).Select(p => p.Value).OfType<string>()],
        };
    }
}
