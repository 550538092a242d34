namespace SimpleCrm.Blazor.Inbox;

/// <summary>A folder to move threads into, as the chooser in the browser takes it.</summary>
/// <param name="Id">The folder; text, because a browser's numbers are too small for it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Mailbox">Address of its mailbox; empty when there is only one.</param>
/// <param name="Icon">Name of its icon.</param>
public sealed record MoveTarget(string Id, string Name, string Mailbox, string Icon);
