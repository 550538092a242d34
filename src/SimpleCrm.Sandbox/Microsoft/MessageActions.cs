using System.Text.Json.Nodes;
using MimeKit;

namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>What is done with a message: sent, answered, moved, copied, removed for good.</summary>
internal sealed class MessageActions(MicrosoftSandbox sandbox)
{
    public GraphAnswer Answer(MicrosoftMailbox mailbox, GraphRequest request, StoredMessage message, string action)
    {
        switch (action)
        {
            case "send":
                Send(mailbox, message);
                return GraphAnswer.Accepted;
            case "move":
                mailbox.Move(message, Destination(mailbox, request));
                return GraphAnswer.Created(MessageResource.Shown(request, message, null));
            case "copy":
                var copy = mailbox.Add(Destination(mailbox, request), message.Source, message.ReceivedAt, m => (m.IsRead, m.FlagStatus, m.IsDraft, m.SentAt) = (message.IsRead, message.FlagStatus, message.IsDraft, message.SentAt));
                return GraphAnswer.Created(MessageResource.Shown(request, copy, null));
            case "permanentDelete":
                mailbox.Remove(message);
                return GraphAnswer.NoContent;
            case "createReply" or "createReplyAll" or "createForward":
                return GraphAnswer.Created(MessageResource.Shown(request, Draft(mailbox, request, message, action[6..]), null));
            case "reply" or "replyAll" or "forward":
                Send(mailbox, Draft(mailbox, request, message, action));
                return GraphAnswer.Accepted;
            default:
                throw GraphException.UnknownPath();
        }
    }

    /// <summary>Sends a draft; its copy is found in Sent Items at once or after <see cref="MicrosoftSandbox.SentDelay"/>.</summary>
    public void Send(MicrosoftMailbox mailbox, StoredMessage message)
    {
        if (!message.IsDraft)
            throw new GraphException(400, "ErrorInvalidOperation", "The message has been sent already.");
        if (!message.Parsed.GetRecipients().Any())
            throw new GraphException(400, "ErrorInvalidRecipients", "At least one recipient is needed.");
        if (sandbox.RewritesMessageIds)
            message.Edit(m =>
            {
                m.Headers.Add("X-Microsoft-Original-Message-ID", $"<{m.MessageId}>");
                m.MessageId = $"{Guid.NewGuid():N}@prod.sandbox.outlook.test";
            });
        var now = sandbox.Time.GetUtcNow();
        (message.IsDraft, message.IsRead, message.SentAt, message.ReceivedAt) = (false, true, now, now);
        mailbox.Move(message, mailbox.WellKnown("outbox"));
        mailbox.Post(message);
        if (sandbox.SentDelay <= TimeSpan.Zero)
            File(mailbox, message);
        else
            mailbox.Later(sandbox.SentDelay, () => File(mailbox, message));
    }

    private void File(MicrosoftMailbox mailbox, StoredMessage message)
    {
        if (mailbox.FindMessage(message.ImmutableId) is null)
            return;
        mailbox.Move(message, mailbox.WellKnown("sentitems"));
        if (sandbox.RenamesSentMessages)
            mailbox.Rename(message);
    }

    private static StoredFolder Destination(MicrosoftMailbox mailbox, GraphRequest request) =>
        mailbox.FindFolder((string?)GraphRequest.Parameter(request.Json(), "DestinationId") ?? throw GraphException.BadRequest("DestinationId is missing."))
        ?? throw new GraphException(404, "ErrorFolderNotFound", "The specified folder could not be found in the store.");

    private StoredMessage Draft(MicrosoftMailbox mailbox, GraphRequest request, StoredMessage original, string kind)
    {
        var body = request.Json();
        var source = original.Parsed;
        var isForward = kind.EndsWith("orward", StringComparison.Ordinal);
        var json = new JsonObject
        {
            ["subject"] = (isForward ? "FW: " : "RE: ") + original.Subject,
            ["body"] = new JsonObject { ["contentType"] = "text", ["content"] = $"{(string?)GraphRequest.Parameter(body, "Comment")}\r\n\r\n{source.TextBody}" },
        };
        if (isForward)
            json["toRecipients"] = GraphRequest.Parameter(body, "ToRecipients")?.DeepClone() ?? new JsonArray();
        else
        {
            var back = MessageJson.Recipients(source.ReplyTo.Count > 0 ? source.ReplyTo : source.From);
            if (kind.EndsWith("All", StringComparison.Ordinal))
            {
                foreach (var other in source.To.Mailboxes.Where(a => !a.Address.Equals(mailbox.Address, StringComparison.OrdinalIgnoreCase)))
                    back.Add((JsonNode?)MessageJson.Recipient(other));
                json["ccRecipients"] = MessageJson.Recipients(source.Cc);
            }
            json["toRecipients"] = back;
        }
        foreach (var (name, value) in GraphRequest.Parameter(body, "Message") as JsonObject ?? [])
            json[name] = value?.DeepClone();
        var now = sandbox.Time.GetUtcNow();
        var message = MimeMessage.Load(new MemoryStream(MessageMime.Create(json, mailbox.Owner, now)));
        if (!isForward)
        {
            message.InReplyTo = source.MessageId;
            message.References.AddRange(source.References);
            if (source.MessageId is not null)
                message.References.Add(source.MessageId);
        }
        return mailbox.Add(mailbox.WellKnown("drafts"), MessageMime.Written(message), now, m => (m.IsDraft, m.IsRead) = (true, true));
    }
}
