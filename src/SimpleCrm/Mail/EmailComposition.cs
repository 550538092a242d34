using System.Text;

namespace SimpleCrm.Mail;

/// <summary>From headers, structure and body octets to what the product keeps: the same for whole and for piecewise read messages.</summary>
internal static class EmailComposition
{
    internal static ParsedEmail Build(
        EmailHeaders headers, PartNode root, IReadOnlyDictionary<string, byte[]> leaves, MimeLimits limits, WarningList warnings)
    {
        var selection = BodySelection.Of(root);
        var texts = new Dictionary<string, string>();
        foreach (var leaf in selection.BodyLeaves)
            texts[leaf.PartPath] = Text(leaf, leaves, warnings);

        var uuencoded = new List<ParsedAttachment>();
        var bodyText = BodyText(selection, texts, uuencoded, warnings);
        var bodyHtml = BodyHtml(selection, texts);
        var attachments = Attachments(root, selection, bodyHtml);
        attachments.AddRange(uuencoded);
        var from = From(headers, limits, warnings);
        var references = MessageIds.Parse(headers.Raw("references"), limits.MaxReferences);

        return new ParsedEmail
        {
            MessageId = MessageIds.ParseOne(headers.Raw("message-id")),
            InReplyTo = MessageIds.ParseInReplyTo(headers.Raw("in-reply-to")),
            References = references,
            From = from,
            Sender = headers.Addresses("sender", limits, warnings.Add) is [var sender, ..] ? sender : null,
            ReplyTo = headers.Addresses("reply-to", limits, warnings.Add),
            To = headers.Addresses("to", limits, warnings.Add),
            Cc = headers.Addresses("cc", limits, warnings.Add),
            Bcc = headers.Addresses("bcc", limits, warnings.Add),
            FollowupTo = headers.Addresses("mail-followup-to", limits, warnings.Add),
            Subject = headers.Clean("subject", 1_000) ?? "",
            SentAt = headers.Date(warnings.Add),
            BodyText = bodyText,
            BodyHtml = bodyHtml,
            Calendar = selection.Calendar is { } calendar && leaves.ContainsKey(calendar.PartPath) ? Text(calendar, leaves, warnings) : null,
            Attachments = attachments,
            Snippet = Snippets.Of(bodyText, bodyHtml),
            ListId = ListId(headers),
            ListPost = headers.Clean("list-post"),
            ListUnsubscribe = headers.Clean("list-unsubscribe"),
            IsAutoReply = AutoReplies.Has(headers),
            IsDeliveryReport = root.MimeType == "multipart/report" && root.Parameters.GetValueOrDefault("report-type")?.Equals("delivery-status", StringComparison.OrdinalIgnoreCase) == true,
            OutgoingMarker = headers.Clean(MimeReader.OutgoingHeader, 200),
            Warnings = warnings.Codes,
        };
    }

    private static EmailAddress From(EmailHeaders headers, MimeLimits limits, WarningList warnings)
    {
        var all = headers.Addresses("from", limits, warnings.Add);
        if (all.Count == 0)
            all = headers.Addresses("apparently-from", limits, warnings.Add);
        if (headers.Count("from") > 1 || all.Count > 1)
            warnings.Add(MimeWarnings.TwoFrom);
        if (all.Count == 0 && headers.Addresses("sender", limits, warnings.Add) is [var sender, ..])
            all = [sender];
        var from = all.FirstOrDefault(a => a.Email.Length > 0) ?? (all.Count > 0 ? all[0] : EmailAddress.None);
        if (from.Email.Length == 0)
            warnings.Add(MimeWarnings.NoFrom);
        if (from.NameDisguisesAddress)
            warnings.Add(MimeWarnings.SenderDisguised);
        return from;
    }

    private static string Text(PartNode leaf, IReadOnlyDictionary<string, byte[]> leaves, WarningList warnings)
    {
        if (!leaves.TryGetValue(leaf.PartPath, out var raw))
        {
            if (leaf.Size > 0)
                warnings.Add(MimeWarnings.MissingLeaf);
            return "";
        }
        var bytes = TransferDecoding.Decode(raw, leaf.TransferEncoding);
        var charset = leaf.Charset;
        if (leaf.MimeType == "text/html" && string.IsNullOrWhiteSpace(charset))
            charset = HtmlCharset.Find(bytes);
        var text = DisplayText.CleanBody(Charsets.Decode(bytes, charset, warnings.Add));
        return leaf.MimeType switch
        {
            "text/enriched" or "text/richtext" => EnrichedText.ToPlain(text),
            "text/plain" when leaf.Parameters.GetValueOrDefault("format")?.Equals("flowed", StringComparison.OrdinalIgnoreCase) == true =>
                FlowedText.Unfold(text, leaf.Parameters.GetValueOrDefault("delsp")?.Equals("yes", StringComparison.OrdinalIgnoreCase) == true),
            _ => text,
        };
    }

    private static string? BodyText(BodySelection selection, Dictionary<string, string> texts, List<ParsedAttachment> uuencoded, WarningList warnings)
    {
        if (selection.Text.All(l => l.MimeType == "text/html"))
            return null;
        var body = new StringBuilder();
        foreach (var leaf in selection.Text)
        {
            var text = texts[leaf.PartPath];
            if (leaf.MimeType == "text/html")
                text = HtmlToText.Convert(text);
            else if (UuencodedText.Contains(text))
            {
                warnings.Add(MimeWarnings.UuencodedText);
                text = UuencodedText.Extract(text, leaf, uuencoded);
            }
            if (body.Length > 0 && body[^1] != '\n')
                body.Append('\n');
            body.Append(text);
        }
        return body.ToString();
    }

    private static string? BodyHtml(BodySelection selection, Dictionary<string, string> texts)
    {
        if (!selection.Html.Any(l => l.MimeType == "text/html"))
            return null;
        if (selection.Html.Count == 1)
            return texts[selection.Html[0].PartPath];
        var body = new StringBuilder();
        foreach (var leaf in selection.Html)
        {
            // Each part in its own block, and balanced first: an attribute left open in one part must not swallow the next (EFAIL).
            body.Append("<div>")
                .Append(leaf.MimeType == "text/html" ? BalancedHtml.Of(texts[leaf.PartPath]) : TextToHtml.Convert(texts[leaf.PartPath]))
                .Append("</div>\n");
        }
        return body.ToString();
    }

    private static List<ParsedAttachment> Attachments(PartNode root, BodySelection selection, string? html)
    {
        var attachments = new List<ParsedAttachment>();
        foreach (var leaf in root.Leaves())
        {
            if (selection.IsBody(leaf))
                continue;
            var id = leaf.ContentId is { } raw ? MessageIds.Normalise(raw) : null;
            var inline = id is not null && leaf.Disposition != "attachment"
                && (leaf.Disposition == "inline" || (html?.Contains("cid:" + id, StringComparison.OrdinalIgnoreCase) ?? false));
            attachments.Add(new ParsedAttachment(
                leaf.PartPath,
                FileNames.Clean(leaf.FileName, leaf.MimeType),
                leaf.MimeType,
                TransferDecoding.EstimateSize(leaf.Size, leaf.TransferEncoding),
                id,
                inline,
                leaf.TransferEncoding));
        }
        return attachments;
    }

    private static string? ListId(EmailHeaders headers)
    {
        if (headers.Clean("list-id") is not { } value)
            return null;
        var open = value.LastIndexOf('<');
        var close = open >= 0 ? value.IndexOf('>', open) : -1;
        return DisplayText.Truncate(close > open ? value[(open + 1)..close].Trim() : value, 300);
    }
}
