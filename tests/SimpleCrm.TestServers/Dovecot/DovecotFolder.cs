namespace SimpleCrm.TestServers.Dovecot;

/// <summary>A folder every user is given and subscribed to at first login.</summary>
/// <param name="Name">As people read it, below the separator and the prefix of the server's options.</param>
/// <param name="SpecialUse">An RFC 6154 attribute such as <c>\Sent</c>, or null for a server that does not say.</param>
public sealed record DovecotFolder(string Name, string? SpecialUse = null)
{
    public static IReadOnlyList<DovecotFolder> English { get; } =
        [new("Drafts", @"\Drafts"), new("Sent", @"\Sent"), new("Trash", @"\Trash"), new("Junk", @"\Junk"), new("Archive", @"\Archive")];

    public static IReadOnlyList<DovecotFolder> German { get; } =
        [new("Entwürfe", @"\Drafts"), new("Gesendet", @"\Sent"), new("Papierkorb", @"\Trash"), new("Spam", @"\Junk"), new("Archiv", @"\Archive")];

    /// <summary>The same names, but the server does not say what they are for.</summary>
    public static IReadOnlyList<DovecotFolder> Unmarked(IEnumerable<DovecotFolder> folders) =>
        [.. folders.Select(folder => folder with { SpecialUse = null })];
}
