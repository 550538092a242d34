namespace SimpleCrm.Sandbox.Microsoft;

// What other programs and the service itself do to a mailbox.
public sealed partial class MicrosoftMailbox
{
    /// <summary>Makes every delta and next link given out so far useless.</summary>
    public void ExpireSyncState()
    {
        lock (Gate)
            Generation++;
    }

    /// <summary>Says where messages are and how they look, by immutable id. For comparison.</summary>
    public IReadOnlyDictionary<string, MicrosoftMessage> Snapshot()
    {
        lock (Gate)
            return Messages.ToDictionary(m => m.ImmutableId, m => new MicrosoftMessage(m.ImmutableId, m.MessageId, m.Folder.WellKnownName ?? m.Folder.Name, m.IsRead, m.FlagStatus == "flagged", m.IsDraft, m.Subject));
    }

    /// <summary>Sets flags as another program would; null leaves one alone.</summary>
    public void SetFlags(string id, bool? isRead, bool? isFlagged) => Change(id, message =>
    {
        message.IsRead = isRead ?? message.IsRead;
        if (isFlagged is { } flagged)
            message.FlagStatus = flagged ? "flagged" : "notFlagged";
        Touch(message, "updated");
    });

    /// <summary>Moves a message as another program would.</summary>
    /// <param name="id">Its immutable id.</param>
    /// <param name="folder">Id or well-known name of a folder.</param>
    public void MoveTo(string id, string folder) => Change(id, message => Move(message, FindFolder(folder) ?? throw new ArgumentException("No such folder.", nameof(folder))));

    /// <summary>Removes a message for good, as another program would.</summary>
    public void Delete(string id) => Change(id, Remove);

    /// <summary>Gives a message categories and a place in the focused inbox, as another program or the service does.</summary>
    /// <param name="id">Its immutable id.</param>
    /// <param name="inference">"focused" or "other".</param>
    /// <param name="categories">All its categories from now on.</param>
    public void Classify(string id, string inference, params string[] categories) => Change(id, message =>
    {
        (message.Inference, message.Categories) = (inference, [.. categories]);
        Touch(message, "updated");
    });

    private void Change(string id, Action<StoredMessage> change)
    {
        lock (Gate)
            change(FindMessage(id) ?? throw new ArgumentException("No such message.", nameof(id)));
    }
}
