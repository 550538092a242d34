using Microsoft.Graph.Models;
using SimpleCrm.Mail;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Outlook;

/// <summary>What a listing tells of a message, so that it need not be asked again when the message is fetched.</summary>
internal sealed record Outline(string Id, string? ChangeKey, bool IsRead, bool IsFlagged, DateTimeOffset ReceivedAt, bool IsDraft, string? ConversationId, bool HasAttachments)
{
    public static readonly string[] Select = ["id", "changeKey", "isRead", "flag", "receivedDateTime", "isDraft", "conversationId", "hasAttachments", "categories", "inferenceClassification"];

    // The column holds a thousand characters; Outlook's names have up to 255.
    private const int MostCategoryText = 1000;

    /// <summary>One a line; null when the answer does not tell.</summary>
    public string? Categories { get; init; }

    public InboxFocus? Focus { get; init; }

    public static Outline Of(Message message) => new(
        message.Id!, message.ChangeKey, message.IsRead ?? false, message.Flag?.FlagStatus == FollowupFlagStatus.Flagged,
        message.ReceivedDateTime ?? DateTimeOffset.UnixEpoch, message.IsDraft ?? false, message.ConversationId, message.HasAttachments ?? false)
    {
        Categories = message.Categories is { } categories ? Lines(categories) : null,
        Focus = message.InferenceClassification switch
        {
            InferenceClassificationType.Focused => InboxFocus.Focused,
            InferenceClassificationType.Other => InboxFocus.Other,
            _ => null,
        },
    };

    public string RemoteId => OutlookIds.Of(Id, ChangeKey, IsDraft);

    // Graph does not say whether a message was answered.
    public RemoteEmail Remote => new(RemoteId, IsRead, IsFlagged, IsAnswered: false) { Categories = Categories, Focus = Focus };

    private static string Lines(IEnumerable<string> names)
    {
        var lines = "";
        foreach (var name in names.Select(n => n.ReplaceLineEndings(" ").Trim()).Where(n => n.Length > 0))
        {
            if (lines.Length + 1 + name.Length > MostCategoryText)
                break;
            lines = lines.Length == 0 ? name : $"{lines}\n{name}";
        }
        return lines;
    }
}
