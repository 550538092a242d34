namespace SimpleCrm.Sharing;

/// <summary>An address or domain whose mail is never shared.</summary>
/// <param name="IsWorkspace">It holds for everybody's mailboxes, and only admins change it.</param>
public sealed record ProtectedSenderView(long Id, string Value, bool IsWorkspace);
