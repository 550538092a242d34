namespace SimpleCrm.Blazor.Api;

/// <summary>What can be done to conversations.</summary>
public enum ActionKind
{
    Read, Unread, Star, Unstar, Archive, Trash, Spam, NotSpam, Move,

    /// <summary>Of what lies in Trash and Junk; a few seconds long it can be undone.</summary>
    DeleteForever,
}
