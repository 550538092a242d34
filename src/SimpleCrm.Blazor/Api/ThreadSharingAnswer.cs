using SimpleCrm.Access;
using SimpleCrm.Sharing;

namespace SimpleCrm.Blazor.Api;

/// <summary>How one of the person's conversations is shared.</summary>
public sealed record ThreadSharingAnswer
{
    /// <summary>What was said of it; null when it follows its mailbox.</summary>
    public SharingLevel? Level { get; init; }
    public required SharingAudience Audience { get; init; }
    public required SharingLevel MailboxLevel { get; init; }
    public required SharingAudience MailboxAudience { get; init; }

    /// <summary>Somebody takes part whose mail is never shared.</summary>
    public required bool IsProtected { get; init; }

    /// <summary>It belongs to a record; without one only a level of its own shares it.</summary>
    public required bool IsLinked { get; init; }

    /// <summary>What a record that it belongs to shows at most; null where none says.</summary>
    public SharingLevel? RecordLevel { get; init; }

    /// <summary>People who were given access.</summary>
    public required IReadOnlyList<PersonAnswer> People { get; init; }

    internal static ThreadSharingAnswer Of(ThreadShareView view) => new()
    {
        Level = view.Level,
        Audience = view.Audience,
        MailboxLevel = view.MailboxLevel,
        MailboxAudience = view.MailboxAudience,
        IsProtected = view.IsProtected,
        IsLinked = view.IsLinked,
        RecordLevel = view.RecordLevel,
        People = [.. view.Granted.Select(g => new PersonAnswer(ApiIds.Text(g.Id), g.Name))],
    };
}
