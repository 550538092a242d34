namespace SimpleCrm.Links;

/// <summary>Finds the records that an email belongs to. Pure: what is known is given, what is found is returned.</summary>
internal static class LinkMatcher
{
    /// <summary>Matches one email. What later emails of its conversation must know is remembered in <paramref name="known"/> and returned.</summary>
    public static (IReadOnlyList<FoundLink> Links, IReadOnlyList<ThreadLink> Remembered) Match(EmailToMatch email, KnownRecords known)
    {
        var thread = known.Thread(email.ThreadId);
        var found = new Dictionary<(RecordKind, long), FoundLink>();
        foreach (var said in thread.Where(t => t.State == ThreadLinkState.Linked))
            found[(said.Kind, said.RecordId)] = new FoundLink(said.Kind, said.RecordId, LinkRule.Person, 100, "", said.UserId);

        var people = new List<(Participant Participant, FoundLink Contact)>();
        foreach (var participant in email.Participants.Where(p => !known.Own.Contain(p)))
        {
            var contact = Contact(participant, known);
            if (contact is { } person)
                people.Add((participant, Add(participant, RecordKind.Contact, person.Id, person.Address)));
            else
            {
                foreach (var lead in known.Leads[participant.Key])
                    Add(participant, RecordKind.Lead, lead.Id, lead.Address);
            }
            if (Company(participant, contact, known) is { } company && IsAllowed(participant, RecordKind.Company, company.RecordId, known))
                Keep(company);
        }

        var (deal, remembered) = DealMatcher.Match(email, known, people, found.Values.Where(f => f.Kind == RecordKind.Company).Select(f => f.RecordId).ToHashSet());
        foreach (var link in deal)
            Keep(link);
        foreach (var link in remembered)
            known.Remember(link);
        foreach (var refused in thread.Where(t => t.State == ThreadLinkState.Refused))
            found.Remove((refused.Kind, refused.RecordId));
        return ([.. found.Values], remembered);

        FoundLink Add(Participant participant, RecordKind kind, long id, string address)
        {
            var link = participant.IsFromName
                ? new FoundLink(kind, id, LinkRule.DisplayName, 70, participant.Address)
                : new FoundLink(kind, id, LinkRule.Address, address == participant.Address ? 100 : 95, participant.Address);
            if (IsAllowed(participant, kind, id, known))
                Keep(link);
            return link;
        }

        void Keep(FoundLink link)
        {
            if (!found.TryGetValue((link.Kind, link.RecordId), out var other) || other.Score < link.Score)
                found[(link.Kind, link.RecordId)] = link;
        }
    }

    // The contact who has just this address, else the one whose mailbox it leads to.
    private static KnownPerson? Contact(Participant participant, KnownRecords known)
    {
        KnownPerson? byKey = null;
        foreach (var person in known.Contacts[participant.Key])
        {
            if (person.Address == participant.Address)
                return person;
            if (byKey is null || person.Address == participant.Key)
                byKey = person;
        }
        return byKey;
    }

    // The domain goes before the contact's company: somebody who has moved on wrote from where they were.
    private static FoundLink? Company(Participant participant, KnownPerson? contact, KnownRecords known)
    {
        if (known.Domains.Count > 0)
        {
            foreach (var domain in DomainNames.Owners(participant.Domain))
            {
                if (known.Domains.TryGetValue(domain, out var owner))
                    return new FoundLink(RecordKind.Company, owner, LinkRule.Domain, participant.IsFromName ? 70 : 90, participant.Address);
            }
        }
        return contact?.CompanyId is { } company && known.Companies.Contains(company)
            ? new FoundLink(RecordKind.Company, company, LinkRule.ContactCompany, participant.IsFromName ? 65 : 85, participant.Address)
            : null;
    }

    private static bool IsAllowed(Participant participant, RecordKind kind, long id, KnownRecords known) => !known.Lessons.Contains((participant.Key, kind, id));
}
