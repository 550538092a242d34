namespace SimpleCrm.Links;

/// <summary>All that matching needs to know of the records and the workspace, for the emails of one page.</summary>
internal sealed class KnownRecords
{
    private readonly Dictionary<long, List<ThreadLink>> _threads;

    public KnownRecords(IEnumerable<ThreadLink>? threads = null)
        : this((threads ?? []).GroupBy(t => t.ThreadId).ToDictionary(g => g.Key, g => g.OrderBy(t => t.Id).ToList()))
    {
    }

    private KnownRecords(Dictionary<long, List<ThreadLink>> threads) => _threads = threads;

    public WorkspaceAddresses Own { get; init; } = new([]);

    /// <summary>By the mailbox their address leads to.</summary>
    public ILookup<string, KnownPerson> Contacts { get; init; } = Nobody;
    public ILookup<string, KnownPerson> Leads { get; init; } = Nobody;

    /// <summary>Companies by domain, as it was entered.</summary>
    public IReadOnlyDictionary<string, long> Domains { get; init; } = new Dictionary<string, long>();

    /// <summary>Of the companies that contacts name, those that are there.</summary>
    public IReadOnlySet<long> Companies { get; init; } = new HashSet<long>();

    /// <summary>Open deals that any of these have to do with.</summary>
    public IReadOnlyList<KnownDeal> Deals { get; init; } = [];
    public IReadOnlySet<(string AddressKey, RecordKind Kind, long RecordId)> Lessons { get; init; } = new HashSet<(string, RecordKind, long)>();

    private static ILookup<string, KnownPerson> Nobody => Array.Empty<KnownPerson>().ToLookup(p => p.Address);

    /// <summary>What is remembered of a conversation.</summary>
    public IReadOnlyList<ThreadLink> Thread(long threadId) => _threads.TryGetValue(threadId, out var known) ? known : [];

    /// <summary>The same, for matching that is to find no new deals.</summary>
    public KnownRecords WithoutDeals() => new(_threads)
    {
        Own = Own,
        Contacts = Contacts,
        Leads = Leads,
        Domains = Domains,
        Companies = Companies,
        Lessons = Lessons,
    };

    /// <summary>Remembers for the emails that follow.</summary>
    public void Remember(ThreadLink link)
    {
        if (!_threads.TryGetValue(link.ThreadId, out var known))
            _threads[link.ThreadId] = known = [];
        known.Add(link);
    }
}
