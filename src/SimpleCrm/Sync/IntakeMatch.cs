using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Mail;
using SimpleCrm.Outbox;

namespace SimpleCrm.Sync;

/// <summary>
/// Recognises fetched emails among the mailbox's own: moved, copied, found again under a new id, or sent from here. Keeps in mind what
/// the page has used already, so that two copies in one folder stay two emails.
/// </summary>
internal sealed class IntakeMatch
{
    private readonly ILookup<byte[], Email> _byHash;
    private readonly Dictionary<string, Email> _byExternalId = [];
    private readonly Dictionary<long, Email> _emails;
    private readonly Dictionary<long, List<Placement>> _placements;
    private readonly List<OutgoingEmail> _outgoing;
    private readonly IntakePage _page;
    private readonly int _sweep;

    private IntakeMatch(IntakePage page, int sweep, List<Email> emails, List<Placement> placements, List<OutgoingEmail> outgoing)
    {
        _page = page;
        _sweep = sweep;
        _emails = emails.ToDictionary(e => e.Id);
        foreach (var email in emails.Where(e => page.HasStableIds && e.ExternalId is not null).OrderByDescending(e => e.Id))
            _byExternalId[email.ExternalId!] = email;
        _byHash = emails.ToLookup(e => e.IdentityHash, EmailIdentity.Comparer);
        _placements = placements.GroupBy(p => p.EmailId).ToDictionary(g => g.Key, g => g.ToList());
        _outgoing = outgoing;
    }

    /// <summary>A known email and its placement in this folder that takes the new id, or null where it gets one more placement.</summary>
    public sealed record Found(Email Email, Placement? Placement, OutgoingEmail? Outgoing);

    public static async Task<IntakeMatch> LoadAsync(SimpleCrmDbContext db, IntakePage page, int sweep, IReadOnlyCollection<IntakeItem> items, CancellationToken cancellationToken)
    {
        var outgoing = await OutgoingAsync(db, page, items, cancellationToken);
        var hashes = items.Select(i => i.Email!.IdentityHash).Distinct(EmailIdentity.Comparer).ToList();
        var emails = await db.Emails.AsNoTracking().Where(e => e.MailboxId == page.MailboxId && hashes.Contains(e.IdentityHash)).ToListAsync(cancellationToken);
        var own = outgoing.Select(o => o.EmailId).OfType<long>().Except(emails.Select(e => e.Id)).ToList();
        if (own.Count > 0)
            emails.AddRange(await db.Emails.AsNoTracking().Where(e => e.MailboxId == page.MailboxId && own.Contains(e.Id)).ToListAsync(cancellationToken));
        if (page.HasStableIds)
        {
            var externalIds = items.Select(i => i.RemoteId).Except(emails.Select(e => e.ExternalId).OfType<string>()).ToList();
            emails.AddRange(await db.Emails.AsNoTracking().Where(e => e.MailboxId == page.MailboxId && e.ExternalId != null && externalIds.Contains(e.ExternalId)).ToListAsync(cancellationToken));
        }
        var ids = emails.Select(e => e.Id).ToList();
        var placements = ids.Count == 0 ? [] : await db.Placements.AsNoTracking().Where(p => ids.Contains(p.EmailId)).ToListAsync(cancellationToken);
        return new IntakeMatch(page, sweep, emails, placements, outgoing);
    }

    // What was sent from here is known by our own header or Message-ID, even where the server rewrote the rest. Elsewhere than in Sent
    // anybody could have written these, so that there (a copy to oneself) sender, both marks and subject must agree, or the provider's id.
    private static async Task<List<OutgoingEmail>> OutgoingAsync(SimpleCrmDbContext db, IntakePage page, IReadOnlyCollection<IntakeItem> items, CancellationToken cancellationToken)
    {
        var own = items.Where(i => FilesSent(page) || i.Email!.Direction == EmailDirection.Outbound && i.OutgoingMarker is not null).ToList();
        if (own.Count == 0)
            return [];
        var messageIds = own.Select(i => i.Email!.MessageId).OfType<string>().ToList();
        var markers = own.Select(i => long.TryParse(i.OutgoingMarker, out var id) ? id : 0).Where(id => id != 0).ToList();
        var remoteIds = FilesSent(page) || page.HasStableIds ? own.Select(i => i.Email!.ExternalId).OfType<string>().ToList() : [];
        return await db.OutgoingEmails.AsNoTracking()
            .Where(o => o.MailboxId == page.MailboxId && (messageIds.Contains(o.MessageId) || markers.Contains(o.Id) || o.RemoteId != null && remoteIds.Contains(o.RemoteId)))
            .ToListAsync(cancellationToken);
    }

    private static bool FilesSent(IntakePage page) => page.FolderRole is FolderRole.Sent or FolderRole.All;

    // A draft is not what was sent, whatever it carries: a provider that sends drafts leaves one behind when it fails.
    private bool IsOwn(OutgoingEmail outgoing, IntakeItem item) => (_page.FolderRole == FolderRole.Sent || item.Email!.Status != EmailStatus.Draft) && IsSame(outgoing, item);

    private bool IsSame(OutgoingEmail outgoing, IntakeItem item) => FilesSent(_page)
        ? outgoing.Id.ToString() == item.OutgoingMarker || outgoing.MessageId == item.Email!.MessageId || outgoing.RemoteId is { } remoteId && remoteId == item.Email.ExternalId
        : item.Email!.Direction == EmailDirection.Outbound && outgoing.Id.ToString() == item.OutgoingMarker
            && (_page.HasStableIds && outgoing.RemoteId is { } id && id == item.Email.ExternalId
                || (outgoing.MessageId == item.Email.MessageId || IsMissed(outgoing)) && outgoing.Subject.Trim() == item.Email.Subject.Trim());

    // Its copy, which the provider files by itself, was never met: it may be this one, under the provider's own Message-ID and moved by the person since.
    private bool IsMissed(OutgoingEmail outgoing) => _page.HasStableIds && outgoing.State is OutgoingState.Accepted or OutgoingState.Unknown;

    public Found? Find(IntakeItem item)
    {
        if (_outgoing.Find(o => IsOwn(o, item)) is { } sent
            && sent.EmailId is { } sentId && _emails.TryGetValue(sentId, out var sentEmail) && Place(sentEmail) is { } sentPlace)
            return new Found(sentEmail, sentPlace.Placement, FilesSent(_page) ? sent : null);
        if (_byExternalId.GetValueOrDefault(item.RemoteId) is { } same)
            return new Found(same, _placements.GetValueOrDefault(same.Id)?.Find(p => p.FolderId == _page.FolderId && p.IsPendingAddition), null);
        return _byHash[item.Email!.IdentityHash]
            .Select(email => (Email: email, Place: Place(email)))
            .Where(c => c.Place is { } place && (!IsAnother(c.Email) || place.Rank is 1 or 2))
            .OrderBy(c => c.Place!.Value.Rank).ThenBy(c => c.Email.Id)
            .Select(c => new Found(c.Email, c.Place!.Value.Placement, null))
            .FirstOrDefault();
    }

    /// <summary>Keeps in mind that an email has this placement now.</summary>
    public void Use(Placement placement)
    {
        if (!_placements.TryGetValue(placement.EmailId, out var list))
            _placements[placement.EmailId] = list = [];
        if (!list.Contains(placement))
            list.Add(placement);
    }

    // Where ids are stable, one that has another id and is still somewhere is another message, however equal.
    private bool IsAnother(Email email) => _page.HasStableIds && email.ExternalId is not null;

    // Null: the email is in this folder under another id that is still good, so this one is another email.
    private (int Rank, Placement? Placement)? Place(Email email)
    {
        var all = _placements.GetValueOrDefault(email.Id) ?? [];
        var here = all.Where(p => p.FolderId == _page.FolderId).ToList();
        if (here.Find(p => p.IsPendingAddition) is { } expected)
            return (0, expected);
        if (_page.Mode == IntakeMode.Sweep && here.Find(p => p.SeenInSweep < _sweep) is { } lost)
            return (1, lost);
        return here.Count > 0 ? null : (all.Count == 0 ? 2 : 3, null);
    }
}
