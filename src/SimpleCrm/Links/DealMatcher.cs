using SimpleCrm.Mail;

namespace SimpleCrm.Links;

/// <summary>
/// Finds the deal that an email is about. One clear open deal links by itself and the conversation follows it; several that come into question are
/// asked about once.
/// </summary>
internal static class DealMatcher
{
    /// <summary>From this score on a deal can link by itself.</summary>
    public const int Sure = 60;

    /// <summary>By so much the best deal must be ahead of the next.</summary>
    public const int Lead = 20;

    private const int InQuestion = 50;
    private const int ByContact = 60, ByCompany = 30, BySubject = 40;

    // With so many people of other companies it is a round robin, and whose deal it is about is anybody's guess.
    private const int ManyPeople = 8;

    // Correspondence goes before a deal is entered. What is older needs words of the deal.
    private static readonly TimeSpan Before = TimeSpan.FromDays(30);

    private static readonly HashSet<string> CommonWords = new(StringComparer.Ordinal)
    {
        "the", "and", "for", "with", "from", "our", "your", "new", "of", "to", "in", "on", "a", "an", "deal", "offer", "project", "order", "und", "fur", "der", "die", "das", "mit", "de", "la", "le", "les", "et", "pour", "du", "des", "el", "los", "y",
    };

    public static (IReadOnlyList<FoundLink> Links, IReadOnlyList<ThreadLink> Remembered) Match(
        EmailToMatch email, KnownRecords known, IReadOnlyList<(Participant Participant, FoundLink Contact)> people, IReadOnlySet<long> companies)
    {
        var thread = known.Thread(email.ThreadId).Where(t => t.Kind == RecordKind.Deal).ToList();
        if (thread.Exists(t => t.State == ThreadLinkState.Linked))
            return ([], []);
        // The newest word counts: what a person refused after a rule had linked it is refused.
        var refused = thread.Where(t => t.State == ThreadLinkState.Refused).Select(t => t.RecordId).ToHashSet();
        var followed = thread.Where(t => t.State == ThreadLinkState.Automatic && !refused.Contains(t.RecordId)).ToList();
        if (followed.Count > 0)
            return ([.. followed.Select(t => new FoundLink(RecordKind.Deal, t.RecordId, LinkRule.Thread, 90, ""))], []);
        if (known.Deals.Count == 0 || people.Count == 0 && companies.Count == 0 || thread.Exists(t => t.State == ThreadLinkState.Asked))
            return ([], []);

        var candidates = Candidates(email, known, people, companies).Where(c => !refused.Contains(c.Deal.Id)).OrderByDescending(c => c.Score).ThenBy(c => c.Deal.Id).ToList();
        if (candidates is not [var best, ..])
            return ([], []);
        if (best.Score >= Sure && (candidates.Count == 1 || best.Score - candidates[1].Score >= Lead))
            return ([new FoundLink(RecordKind.Deal, best.Deal.Id, best.Rule, Math.Min(best.Score + 20, 95), best.Evidence)],
                [Remember(email, best, ThreadLinkState.Automatic)]);
        var asked = candidates.Where(c => c.Score >= InQuestion).Take(10).ToList();
        // What a person has refused once is not asked about again.
        return asked.Count < 2 || refused.Count > 0 ? ([], []) : ([], [.. asked.Select(c => Remember(email, c, ThreadLinkState.Asked))]);
    }

    private static ThreadLink Remember(EmailToMatch email, Candidate candidate, ThreadLinkState state) => new()
    {
        MailboxId = email.MailboxId,
        ThreadId = email.ThreadId,
        Kind = RecordKind.Deal,
        RecordId = candidate.Deal.Id,
        State = state,
        Score = candidate.Score,
        At = email.At,
    };

    private static List<Candidate> Candidates(
        EmailToMatch email, KnownRecords known, IReadOnlyList<(Participant Participant, FoundLink Contact)> people, IReadOnlySet<long> companies)
    {
        var deals = known.Deals.Where(d => people.Any(p => d.Contacts.Contains(p.Contact.RecordId)) || d.CompanyId is { } company && companies.Contains(company)).ToList();
        if (deals.Count == 0)
            return [];
        var subject = SearchText.Tokens(SubjectLine.Normalise(email.Subject)).ToHashSet(StringComparer.Ordinal);
        var found = new List<Candidate>();
        foreach (var deal in deals)
        {
            var words = Shared(deal, deals, subject);
            var (score, rule, evidence) = Standing(email, known, people, deal, words);
            score += (int)Math.Round(BySubject * words);
            if (score > 0)
                found.Add(new Candidate(deal, score, words >= 0.5 && (rule != LinkRule.DealContact || deals.Count > 1) ? LinkRule.DealSubject : rule, evidence));
        }
        return found;
    }

    // How near the deal is to who takes part, whatever the words.
    private static (int Score, LinkRule Rule, string Evidence) Standing(
        EmailToMatch email, KnownRecords known, IReadOnlyList<(Participant Participant, FoundLink Contact)> people, KnownDeal deal, double words)
    {
        var isOld = email.At < deal.CreatedAt - Before;
        if (email.IsBulk || isOld && words < 0.6)
            return (0, LinkRule.DealSubject, "");
        foreach (var (participant, contact) in people)
        {
            if (deal.Contacts.Contains(contact.RecordId) && !known.Lessons.Contains((participant.Key, RecordKind.Deal, deal.Id)))
                return (people.Count > ManyPeople ? ByCompany : ByContact, LinkRule.DealContact, participant.Address);
        }
        var isTaught = email.Participants.Any(p => known.Lessons.Contains((p.Key, RecordKind.Deal, deal.Id)));
        return deal.Contacts.Count == 0 && !isTaught && people.Count <= ManyPeople ? (ByContact, LinkRule.DealCompany, "") : (ByCompany, LinkRule.DealCompany, "");
    }

    // The share of the deal's own words that the subject has. Words that its rivals have too tell little.
    private static double Shared(KnownDeal deal, List<KnownDeal> rivals, HashSet<string> subject)
    {
        double all = 0, shared = 0;
        foreach (var word in deal.Words.Where(w => w.Length > 1 && !CommonWords.Contains(w)))
        {
            var others = rivals.Count(r => r.Words.Contains(word));
            if (others == rivals.Count && rivals.Count > 1)
                continue;
            all += 1.0 / others;
            if (subject.Contains(word))
                shared += 1.0 / others;
        }
        return all == 0 ? 0 : shared / all;
    }

    private sealed record Candidate(KnownDeal Deal, int Score, LinkRule Rule, string Evidence);
}
