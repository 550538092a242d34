namespace SimpleCrm.TestServers.Emails;

/// <summary>An email thread still being written: only what the next reply needs.</summary>
internal sealed class Conversation(Contact contact, string subject, string deal)
{
    public Contact Contact { get; } = contact;

    public string Subject { get; } = subject;

    /// <summary>The number the correspondence is about, such as Q-20431.</summary>
    public string Deal { get; } = deal;

    public List<string> MessageIds { get; } = [];

    public string LastText { get; set; } = "";

    public string LastWriter { get; set; } = "";

    public bool LastOutgoing { get; set; }

    public DateTimeOffset LastDate { get; set; }
}
