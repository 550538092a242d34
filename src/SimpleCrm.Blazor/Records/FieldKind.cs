namespace SimpleCrm.Blazor.Records;

/// <summary>How a field of a record is shown and typed.</summary>
public enum FieldKind
{
    Line,

    /// <summary>A web address.</summary>
    Website,

    /// <summary>Several, one a line; so are <see cref="Phones"/>, <see cref="Domains"/> and <see cref="Tags"/>.</summary>
    Addresses,
    Phones,
    Domains,
    Tags,

    /// <summary>One of few.</summary>
    Choice,

    /// <summary>One of many, looked for by name.</summary>
    Lookup,
    Date,

    /// <summary>A number.</summary>
    Amount,
}
