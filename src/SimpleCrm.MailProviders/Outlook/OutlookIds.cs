namespace SimpleCrm.MailProviders.Outlook;

/// <summary>
/// Remote ids: the immutable id of a message. A draft's text changes under its id, so that the change key is part of it, and every edition is an
/// email of its own; once sent, it is known by the id alone.
/// </summary>
internal static class OutlookIds
{
    // Immutable ids are URL-safe base64.
    private const char Mark = '#';

    public static string Of(string id, string? changeKey, bool isDraft) => isDraft && !string.IsNullOrEmpty(changeKey) ? $"{id}{Mark}{changeKey}" : id;

    public static string Of(Microsoft.Graph.Models.Message message) => Of(message.Id!, message.ChangeKey, message.IsDraft == true);

    /// <summary>Whether it is one edition of a draft.</summary>
    public static bool IsEdition(string remoteId) => remoteId.Contains(Mark, StringComparison.Ordinal);

    /// <summary>The id that Graph knows.</summary>
    public static string Bare(string remoteId) => remoteId.IndexOf(Mark, StringComparison.Ordinal) is var mark and >= 0 ? remoteId[..mark] : remoteId;
}
