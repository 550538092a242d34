using Google.Apis.Gmail.v1;
using Google.Apis.Util;
using SimpleCrm.Mail;

namespace SimpleCrm.MailProviders.Gmail;

/// <summary>Finds messages by Message-ID, and our own by their header where Gmail gave them a Message-ID of its own.</summary>
internal sealed class SentSearch(GmailService service, GmailCalls calls, GmailBatch batch, MessageLists lists)
{
    // Gmail's search does not know other headers, so only the newest messages are looked into.
    private const int Newest = 25;
    private const string OriginalId = "X-Google-Original-Message-ID";

    public async Task<IReadOnlyList<string>> FindAsync(string folder, string messageId, string? marker, CancellationToken cancellationToken)
    {
        string[] labels = folder == LabelFolders.All ? [] : [folder];
        var clean = new string([.. messageId.Where(c => c is > ' ' and < (char)127 && c is not ('<' or '>' or '"' or '(' or ')'))]);
        var found = clean.Length == 0 ? [] : await lists.ListAsync(labels, $"rfc822msgid:{clean}", 50, cancellationToken, isPersonal: true);
        if (found.Count > 0 || string.IsNullOrEmpty(marker))
            return found;
        var newest = (await lists.ListAsync(labels, null, Newest, cancellationToken, isPersonal: true)).Take(Newest).ToList();
        var answers = await batch.RunAsync(newest, id =>
        {
            var request = service.Users.Messages.Get("me", id);
            request.Format = UsersResource.MessagesResource.GetRequest.FormatEnum.Metadata;
            request.MetadataHeaders = new Repeatable<string>([MimeReader.OutgoingHeader, OriginalId]);
            request.Fields = "id,payload/headers";
            return request;
        }, calls.Costs.GetMessage, isPersonal: true, cancellationToken);
        return [.. newest.Where(id => answers[id].Content?.Payload?.Headers?.Any(h => IsOwn(h.Name, h.Value, marker, clean)) == true)];
    }

    private static bool IsOwn(string? name, string? value, string marker, string messageId) =>
        name?.Equals(MimeReader.OutgoingHeader, StringComparison.OrdinalIgnoreCase) == true && value?.Trim() == marker
        || name?.Equals(OriginalId, StringComparison.OrdinalIgnoreCase) == true && value?.Trim(' ', '<', '>') == messageId;
}
