using SimpleCrm.Access;

namespace SimpleCrm.Tests.Access;

/// <summary>One way in which a conversation can stand: what its owner, a record, the lists and the workspace say of it.</summary>
public sealed record SharingCase(SharingLevel Level, SharingAudience Audience)
{
    private static readonly SharingLevel[] Levels = Enum.GetValues<SharingLevel>();

    // What people see by the owner's choice alone: a digit for each level, shared with the team and with everyone.
    private static readonly Dictionary<string, (string Team, string Everyone)> Chosen = new()
    {
        ["owner"] = ("3333", "3333"),
        ["teammate"] = ("0123", "0123"),
        ["manager"] = ("0123", "0123"),
        ["another team"] = ("0000", "0123"),
        ["no team"] = ("0000", "0123"),
        ["manager of others"] = ("0000", "0123"),
    };

    // Whom the least that the workspace asks for reaches.
    private static readonly Dictionary<string, (bool Team, bool Everyone)> Reached = new()
    {
        ["teammate"] = (true, true),
        ["manager"] = (true, true),
        ["another team"] = (false, true),
        ["no team"] = (false, true),
        ["manager of others"] = (false, true),
    };

    public (SharingLevel Level, SharingAudience Audience)? Thread { get; init; }
    public bool IsGranted { get; init; }
    public SharingLevel? Record { get; init; }
    public bool IsProtected { get; init; }
    public SharingLevel Least { get; init; }
    public SharingLevel Most { get; init; } = SharingLevel.Everything;

    public static IEnumerable<string> Relations => Chosen.Keys;

    /// <summary>All of them: every level and audience with every combination of exceptions and limits.</summary>
    public static IEnumerable<SharingCase> All() =>
        from mailbox in Mailboxes()
        from thread in Threads()
        from granted in new[] { false, true }
        from record in new SharingLevel?[] { null, SharingLevel.Private, SharingLevel.Metadata, SharingLevel.Subject }
        from closed in new[] { false, true }
        from least in Levels
        from most in Levels
        where least <= most
        select mailbox with { Thread = thread, IsGranted = granted, Record = record, IsProtected = closed, Least = least, Most = most };

    /// <summary>Every pair of exceptions, over every level and audience of the mailbox.</summary>
    public static IEnumerable<SharingCase> Pairs()
    {
        var exceptions = new List<Func<SharingCase, SharingCase>> { c => c with { IsGranted = true }, c => c with { IsProtected = true } };
        exceptions.AddRange(Threads().Where(t => t is not null).Select(t => (Func<SharingCase, SharingCase>)(c => c with { Thread = t })));
        exceptions.AddRange(Levels.Take(3).Select(r => (Func<SharingCase, SharingCase>)(c => c with { Record = r })));
        exceptions.AddRange(Levels.Skip(1).Take(2).Select(l => (Func<SharingCase, SharingCase>)(c => c with { Least = l })));
        exceptions.AddRange(Levels.Take(3).Select(m => (Func<SharingCase, SharingCase>)(c => c with { Most = m })));
        return Mailboxes().SelectMany(m => exceptions.SelectMany(one => exceptions.Select(other => other(one(m)))).Prepend(m)).Where(c => c.Least <= c.Most).Distinct();
    }

    /// <summary>What somebody in this relation to the owner sees.</summary>
    public SharingLevel Expected(string relation)
    {
        if (relation == "owner")
            return SharingLevel.Everything;
        if (IsProtected)
            return SharingLevel.Private;
        var (level, audience) = Thread ?? (Level, Audience);
        var (team, everyone) = Chosen[relation];
        var seen = (audience == SharingAudience.Team ? team : everyone)[(int)level] - '0';
        if (audience == SharingAudience.Team ? Reached[relation].Team : Reached[relation].Everyone)
            seen = Math.Max(seen, (int)Least);
        if (IsGranted)
            seen = 3;
        return (SharingLevel)new[] { seen, (int)Most, (int)(Record ?? SharingLevel.Everything) }.Min();
    }

    /// <summary>Whether emails that belong to no record are shown too: those of a conversation that was shared or given by name.</summary>
    public bool IsWhole(string relation) => relation == "owner" || Thread is not null || IsGranted && new SharingCase(Level, Audience) { Least = Least, Most = Most }.Expected(relation) < Most;

    private static IEnumerable<SharingCase> Mailboxes() => from level in Levels from audience in Enum.GetValues<SharingAudience>() select new SharingCase(level, audience);

    private static IEnumerable<(SharingLevel, SharingAudience)?> Threads() =>
        [null, .. from level in Levels from audience in Enum.GetValues<SharingAudience>() select ((SharingLevel, SharingAudience)?)(level, audience)];
}
