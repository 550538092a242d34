namespace SimpleCrm.Blazor.Records;

/// <summary>A field of the records of a kind: its text, and the content with another text in it.</summary>
/// <param name="Key">By which the capability names what is wrong with it.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Kind">How it is shown and typed.</param>
/// <param name="Read">The text of it.</param>
/// <param name="Write">The content with another text; null when the text says nothing that could be stored.</param>
public sealed record RecordField<TView, TContent>(string Key, string Label, FieldKind Kind, Func<TContent, string> Read, Func<TContent, string, TContent?> Write)
    where TView : class where TContent : class
{
    /// <summary>As people read it, where the text is an id or a number.</summary>
    public Func<TView, string>? Show { get; init; }

    /// <summary>Where that leads; null for nowhere.</summary>
    public Func<TView, string?>? Href { get; init; }

    /// <summary>For <see cref="FieldKind.Choice"/>.</summary>
    public IReadOnlyList<LookupChoice> Options { get; init; } = [];

    /// <summary>For <see cref="FieldKind.Lookup"/>.</summary>
    public Lookup? Lookup { get; init; }

    /// <summary>What is said when <see cref="Write"/> takes nothing.</summary>
    public string Refusal { get; init; } = "";

    public string? Hint { get; init; }

    /// <summary>What stands in for it while it is empty.</summary>
    public Func<TView, string>? Placeholder { get; init; }

    /// <summary>Shown where the page puts it, not among the others.</summary>
    public bool IsApart { get; init; }

    /// <summary>Can be given to many records at once: it is no name, no address and no list.</summary>
    public bool IsForMany { get; init; } = Kind is FieldKind.Choice or FieldKind.Date or FieldKind.Amount or FieldKind.Lookup;

    /// <summary>Asked for when a record is made.</summary>
    public bool IsFirst { get; init; } = true;
}
