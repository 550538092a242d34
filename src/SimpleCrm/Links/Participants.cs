using SimpleCrm.Mail;

namespace SimpleCrm.Links;

/// <summary>Reads who takes part in an email from its address headers.</summary>
internal static class Participants
{
    /// <summary>Of a mass mailing, the first ones are looked at.</summary>
    public const int Most = 100;

    /// <summary>Everybody but the one whose mailbox it is filed in, each once.</summary>
    /// <param name="from">The author.</param>
    /// <param name="people">Everybody else.</param>
    /// <param name="isList">It came over a mailing list, which may have put its own address in place of the author's.</param>
    public static IReadOnlyList<Participant> Of(EmailAddress from, EmailPeople people, bool isList)
    {
        var found = new List<Participant>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Take(from, isList);
        foreach (var address in people.To.Concat(people.Cc).Concat(people.Bcc).Concat(people.ReplyTo))
            Take(address, isList);
        if (people.Sender is { } sender)
            Take(sender, isList);
        return found;

        void Take(EmailAddress address, bool mayBeRewritten)
        {
            var exact = AddressKeys.Exact(address.Email);
            Add(exact, isFromName: false);
            if (mayBeRewritten && Unmunged(exact) is { } author)
                Add(author, isFromName: true);
            // A name that looks like another's address is a common disguise: it counts only where somebody in between has put it there.
            if (address.Name.Contains('@') && AddressKeys.Exact(AddressParser.FindAddress(address.Name)) is { Length: > 0 } named && named != exact
                && (exact.Length == 0 || mayBeRewritten || IsSameOwner(exact, named)))
                Add(named, isFromName: true);
        }

        void Add(string exact, bool isFromName)
        {
            if (exact.Length > 0 && found.Count < Most && seen.Add(exact))
                found.Add(new Participant(exact, AddressKeys.Of(exact), exact[(exact.LastIndexOf('@') + 1)..], isFromName));
        }
    }

    private static bool IsSameOwner(string exact, string named) =>
        DomainNames.Registrable(exact[(exact.LastIndexOf('@') + 1)..]) is { Length: > 0 } own
        && own == DomainNames.Registrable(named[(named.LastIndexOf('@') + 1)..]) && !DomainNames.IsPersonal(own);

    // "ana=customer.example@list.example": how lists pass on authors whose domain forbids it (DMARC).
    private static string? Unmunged(string exact)
    {
        var local = exact.AsSpan(0, Math.Max(0, exact.LastIndexOf('@')));
        return local.LastIndexOf('=') is > 0 and var sign && local[(sign + 1)..].Contains('.') && !local[(sign + 1)..].ContainsAny('@', '=')
            ? AddressKeys.Exact($"{local[..sign]}@{local[(sign + 1)..]}")
            : null;
    }
}
