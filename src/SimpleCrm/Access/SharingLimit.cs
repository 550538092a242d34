namespace SimpleCrm.Access;

/// <summary>What changed the level that an owner chose.</summary>
public enum SharingLimit
{
    None,

    /// <summary>The workspace allows no more.</summary>
    Most,

    /// <summary>The workspace asks for at least this.</summary>
    Least,

    /// <summary>A record that the conversation belongs to shows less.</summary>
    Record,
}
