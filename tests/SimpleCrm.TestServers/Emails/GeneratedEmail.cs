namespace SimpleCrm.TestServers.Emails;

/// <summary>One email as it would lie on a server.</summary>
/// <param name="Index">Position in the generated sequence, from 0; oldest first.</param>
/// <param name="Raw">The bytes as sent, lines ended by CRLF.</param>
/// <param name="MessageId">Without angle brackets.</param>
/// <param name="ThreadId">The Message-ID of the conversation's first email.</param>
/// <param name="Date">When the server took it in.</param>
/// <param name="Outgoing">Sent by the owner of the mailbox.</param>
/// <param name="Attachments">Files attached, inline images not counted.</param>
public sealed record GeneratedEmail(
    int Index,
    byte[] Raw,
    string MessageId,
    string ThreadId,
    string From,
    string To,
    string Subject,
    DateTimeOffset Date,
    bool Outgoing,
    bool IsRead,
    bool IsFlagged,
    int Attachments);
