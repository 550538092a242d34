using Microsoft.Graph.Models;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Outlook;

/// <summary>What a listing tells of a message, so that it need not be asked again when the message is fetched.</summary>
internal sealed record Outline(string Id, string? ChangeKey, bool IsRead, bool IsFlagged, DateTimeOffset ReceivedAt, bool IsDraft, string? ConversationId, bool HasAttachments)
{
    public static readonly string[] Select = ["id", "changeKey", "isRead", "flag", "receivedDateTime", "isDraft", "conversationId", "hasAttachments"];

    public static Outline Of(Message message) => new(
        message.Id!, message.ChangeKey, message.IsRead ?? false, message.Flag?.FlagStatus == FollowupFlagStatus.Flagged,
        message.ReceivedDateTime ?? DateTimeOffset.UnixEpoch, message.IsDraft ?? false, message.ConversationId, message.HasAttachments ?? false);

    public string RemoteId => OutlookIds.Of(Id, ChangeKey, IsDraft);

    // Graph does not say whether a message was answered.
    public RemoteEmail Remote => new(RemoteId, IsRead, IsFlagged, IsAnswered: false);
}
