using SimpleCrm.Links;
using SimpleCrm.Suggestions;
using SimpleCrm.Timeline;

namespace SimpleCrm.Surroundings;

/// <summary>What is known around a conversation.</summary>
public sealed record ThreadSurroundingsView
{
    public required long ThreadId { get; init; }

    /// <summary>Its newest email, by which links of the conversation are changed.</summary>
    public required long EmailId { get; init; }

    /// <summary>What it belongs to: people, companies, deals.</summary>
    public required IReadOnlyList<ThreadRecord> Records { get; init; }

    /// <summary>Which deal it is about, where that is not clear; null when nothing is asked.</summary>
    public DealQuestion? Question { get; init; }

    /// <summary>Open deals of its people and companies to which it does not belong.</summary>
    public required IReadOnlyList<ThreadDeal> OtherDeals { get; init; }

    /// <summary>People of it whom nobody has entered.</summary>
    public required IReadOnlyList<ContactSuggestion> Unknown { get; init; }

    /// <summary>The person, else the company, else the deal whose doings <see cref="Recent"/> and <see cref="Threads"/> tell; null when there is none.</summary>
    public RecordReference? Main { get; init; }

    /// <summary>What happened last with <see cref="Main"/>, newest first, without this conversation and tasks that are not done.</summary>
    public required IReadOnlyList<ActivityView> Recent { get; init; }

    /// <summary>Emails of <see cref="Main"/> that the viewer may not see.</summary>
    public required int Hidden { get; init; }
    public required IReadOnlyList<RelatedThread> Threads { get; init; }

    /// <summary>Tasks of its records that are not done, due first first.</summary>
    public required IReadOnlyList<ActivityView> Tasks { get; init; }

    /// <summary>It comes back then (UTC) unless somebody answers.</summary>
    public DateTime? RemindAt { get; init; }

    /// <summary>It is put off until then (UTC).</summary>
    public DateTime? SnoozedUntil { get; init; }
}
