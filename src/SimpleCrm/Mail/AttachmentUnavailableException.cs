namespace SimpleCrm.Mail;

/// <summary>The content of an attachment, or a message's source, exists as far as we know but cannot be had now.</summary>
public sealed class AttachmentUnavailableException(AttachmentObstacle obstacle, Exception? inner = null)
    : Exception($"The content is not available: {obstacle}.", inner)
{
    /// <summary>Why.</summary>
    public AttachmentObstacle Obstacle { get; } = obstacle;

    /// <summary>A sentence for people.</summary>
    public string Advice => Obstacle switch
    {
        AttachmentObstacle.MailboxUnreachable => "The mail server cannot be reached at the moment. Try again in a few minutes.",
        AttachmentObstacle.Disconnected => "The mailbox is disconnected and this file was never fetched. Connect it again to get the file.",
        AttachmentObstacle.GoneFromServer => "The mail server no longer has this email.",
        AttachmentObstacle.DiskFull => "The disk is full, so the file cannot be stored. Ask your administrator to make room.",
        _ => "The stored file is damaged. Try again to fetch it anew.",
    };
}
