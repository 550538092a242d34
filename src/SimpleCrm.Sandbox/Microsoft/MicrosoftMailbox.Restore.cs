namespace SimpleCrm.Sandbox.Microsoft;

// What an earlier run has left.
public sealed partial class MicrosoftMailbox
{
    /// <summary>Puts a folder back with its id; one of those that every mailbox has takes the place of the new one.</summary>
    internal void Restore(StoredFolder folder)
    {
        if (folder.WellKnownName is { } known && _wellKnown.Remove(known, out var fresh))
            Folders.Remove(fresh.Id);
        if (folder.WellKnownName is not null)
            _wellKnown[folder.WellKnownName] = folder;
        Folders[folder.Id] = folder;
        folder.Sequence = ++Sequence;
    }

    /// <summary>Puts a message back with its ids, and tells nobody.</summary>
    internal void Restore(StoredMessage message)
    {
        (message.Sequence, message.ChangeKey) = (++Sequence, Sequence);
        _conversations.TryAdd(message.MessageId, message.ConversationId);
        _messages[message.ImmutableId] = _messages[message.Id] = message;
        message.Folder.Messages.Add(message);
    }

    /// <summary>Goes on from an earlier run, whose links hold no longer.</summary>
    internal void Continue(int generation) => Generation = generation + 1;
}
