namespace SimpleCrm.Outbox;

/// <summary>What even a draft may not be: larger than can ever be sent. All else is judged when it is sent.</summary>
internal static class DraftCheck
{
    private const int Recipients = 1000;
    private const int AddressLength = 1000;

    public static IReadOnlyDictionary<string, string[]> Of(DraftContent content)
    {
        var errors = new Dictionary<string, string[]>();
        foreach (var (field, people) in new[] { ("to", content.To), ("cc", content.Cc), ("bcc", content.Bcc) })
            if (people.Count > Recipients || people.Any(p => p.Email.Length > AddressLength || p.Name.Length > AddressLength))
                errors[field] = [$"A draft can have at most {Recipients} recipients of {AddressLength} characters each."];
        if (content.Subject.Length > 4 * OutboxLimits.SubjectLength)
            errors["subject"] = [$"The subject can have at most {OutboxLimits.SubjectLength} characters."];
        if (content.Html.Length > OutboxLimits.BodyLength)
            errors["html"] = ["The text is too long; attach it as a file."];
        if (content.Text.Length > OutboxLimits.BodyLength)
            errors["text"] = ["The text is too long; attach it as a file."];
        if (content.AttachmentIds.Count + content.ForwardedAttachmentIds.Count > OutboxLimits.Attachments || content.AttachmentIds.Any(id => id.Length != 32 || !id.All(char.IsAsciiHexDigitLower)))
            errors["attachmentIds"] = [$"An email can have at most {OutboxLimits.Attachments} attachments, each by the id of its upload."];
        return errors;
    }
}
