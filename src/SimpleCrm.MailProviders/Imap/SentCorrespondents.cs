using System.Globalization;
using MailKit;
using MimeKit;
using SimpleCrm.Mail;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>The people whom an account has written to, read from the envelopes of its Sent folder. The cursor is "uidvalidity:uidnext".</summary>
internal sealed class SentCorrespondents(ImapLine line)
{
    private const int Batch = 1000, MaxAddress = 320, MaxName = 300;

    public async Task<RemoteContacts> ReadAsync(string ownAddress, string? cursor, CancellationToken cancellationToken)
    {
        var sent = (await new FolderLister(line).ListAsync(cancellationToken)).Folders.FirstOrDefault(f => f.Role == FolderRole.Sent && f.IsSelectable);
        if (sent is null)
            return new RemoteContacts([], [], IsComplete: false, NextCursor: null);
        var (folder, state) = await line.ObserveAsync(sent.RemoteId, cancellationToken);
        var from = FirstNew(cursor, state.UidValidity);
        var next = string.Create(CultureInfo.InvariantCulture, $"{state.UidValidity}:{state.UidNext}");
        if (state.UidNext <= from)
            return new RemoteContacts([], [], IsComplete: false, next);

        var people = new Dictionary<string, RemoteContact>(StringComparer.OrdinalIgnoreCase);
        var uids = await folder.SearchAsync(MailKit.Search.SearchQuery.Uids(new UniqueIdRange(new UniqueId(state.UidValidity, from), new UniqueId(state.UidValidity, state.UidNext - 1))), cancellationToken);
        foreach (var batch in uids.Chunk(Batch))
        {
            foreach (var summary in (await folder.FetchAsync(batch, new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope), cancellationToken)).OrderBy(s => s.UniqueId.Id))
            {
                if (summary.Envelope is not { } envelope)
                    continue;
                foreach (var person in envelope.To.Mailboxes.Concat(envelope.Cc.Mailboxes).Concat(envelope.Bcc.Mailboxes))
                    Note(people, person, ownAddress);
            }
        }
        return new RemoteContacts([.. people.Values], [], IsComplete: from == 1, next);
    }

    // The newest name wins, and no name does not take one away.
    private static void Note(Dictionary<string, RemoteContact> people, MailboxAddress person, string ownAddress)
    {
        var address = DisplayText.Clean(person.Address, MaxAddress);
        if (!address.Contains('@') || address.Length != (person.Address?.Trim().Length ?? 0) || address.Equals(ownAddress, StringComparison.OrdinalIgnoreCase))
            return;
        var name = DisplayText.Clean(person.Name, MaxName);
        if (name.Equals(address, StringComparison.OrdinalIgnoreCase))
            name = "";
        var known = people.GetValueOrDefault(address);
        people[address] = new RemoteContact { RemoteId = address.ToLowerInvariant(), Name = name.Length > 0 ? name : known?.Name ?? "", Addresses = [address] };
    }

    private static uint FirstNew(string? cursor, uint uidValidity)
    {
        var parts = cursor?.Split(':');
        return parts is [var validity, var next]
            && uint.TryParse(validity, NumberStyles.None, CultureInfo.InvariantCulture, out var known) && known == uidValidity
            && uint.TryParse(next, NumberStyles.None, CultureInfo.InvariantCulture, out var uid) && uid > 0 ? uid : 1;
    }
}
