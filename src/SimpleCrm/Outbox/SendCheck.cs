using System.Globalization;
using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>Checks a request to send without looking at anything stored, and collects what is wrong by field.</summary>
internal sealed class SendCheck
{
    private static readonly IdnMapping Domains = new();
    private readonly Dictionary<string, List<string>> _errors = [];

    public IReadOnlyDictionary<string, string[]> Errors => _errors.ToDictionary(e => e.Key, e => e.Value.ToArray());
    public bool Failed => _errors.Count > 0;

    public static SendCheck Of(SendRequest request, DateTimeOffset now)
    {
        var check = new SendCheck();
        check.People("to", request.To);
        check.People("cc", request.Cc);
        check.People("bcc", request.Bcc);
        var count = request.To.Count + request.Cc.Count + request.Bcc.Count;
        if (count == 0)
            check.Add("to", "Add at least one recipient.");
        if (count > OutboxLimits.Recipients)
            check.Add("to", $"An email can have at most {OutboxLimits.Recipients} recipients; this one has {count}.");
        check.Text(request);
        check.Files(request.Attachments);
        check.Options(request, now);
        return check;
    }

    public void Add(string field, string message)
    {
        if (!_errors.TryGetValue(field, out var messages))
            _errors[field] = messages = [];
        messages.Add(message);
    }

    /// <summary>The address as it is given to the server: its domain in ASCII (RFC 5890). Null when it is none that mail can be sent to.</summary>
    public static string? Canonical(string address)
    {
        // An encoded word is only ever a disguise here: nothing decodes addresses, and nothing may.
        if (!AddressParser.IsAddress(address) || address.Contains("=?", StringComparison.Ordinal))
            return null;
        var at = address.LastIndexOf('@');
        var local = address[..at];
        if (!System.Text.Ascii.IsValid(local))
            return null;
        var domain = address[(at + 1)..];
        if (System.Text.Ascii.IsValid(domain))
            return address;
        try
        {
            return local + "@" + Domains.GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>What is wrong with a time to send; null when nothing is.</summary>
    public static string? FindFault(DateTimeOffset? sendAt, string? timeZone, DateTimeOffset now) =>
        sendAt > now.AddYears(1) ? "An email can be scheduled at most a year ahead."
        : timeZone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _) ? "There is no such time zone."
        : null;

    private void People(string field, IReadOnlyList<EmailAddress> people)
    {
        foreach (var person in people)
        {
            if (HasControls(person.Name) || person.Name.Length > 300)
                Add(field, "A recipient's name must be one line of at most 300 characters.");
            if (HasControls(person.Email))
                Add(field, "An address must not contain line breaks.");
            else if (person.Email.Length == 0)
                Add(field, "A recipient needs an address.");
            else if (Canonical(person.Email) is null)
                Add(field, $"“{DisplayText.Truncate(DisplayText.Clean(person.Email), 100)}” is not an address that mail can be sent to.");
        }
    }

    private void Text(SendRequest request)
    {
        if (HasControls(request.Subject))
            Add("subject", "The subject must be one line.");
        if (request.Subject.Length > OutboxLimits.SubjectLength)
            Add("subject", $"The subject can have at most {OutboxLimits.SubjectLength} characters.");
        if (request.BodyHtml?.Length > OutboxLimits.BodyLength)
            Add("bodyHtml", "The text is too long; attach it as a file.");
        if (request.BodyText?.Length > OutboxLimits.BodyLength)
            Add("bodyText", "The text is too long; attach it as a file.");
    }

    private void Files(IReadOnlyList<SendAttachment> attachments)
    {
        if (attachments.Count > OutboxLimits.Attachments)
            Add("attachments", $"An email can have at most {OutboxLimits.Attachments} attachments.");
        foreach (var attachment in attachments)
        {
            var sources = (attachment.UploadId is null ? 0 : 1) + (attachment.AttachmentId is null ? 0 : 1) + (attachment.Content is null ? 0 : 1);
            if (sources != 1)
                Add("attachments", "An attachment needs exactly one of uploadId, attachmentId and content.");
            if (attachment.Content is not null && string.IsNullOrWhiteSpace(attachment.FileName))
                Add("attachments", "An attachment needs a file name.");
        }
    }

    private void Options(SendRequest request, DateTimeOffset now)
    {
        if (FindFault(request.SendAt, request.TimeZone, now) is { } fault)
            Add("sendAt", fault);
        if (request.RemindAt is { } remind && (remind > now.AddYears(1) || remind <= now))
            Add("remindAt", "The reminder must be within the next year.");
        if (request.UndoWindow < TimeSpan.Zero || request.UndoWindow > TimeSpan.FromMinutes(1))
            Add("undoWindow", "The time to undo can be at most a minute.");
        if (request.IdempotencyKey is { } key && (key.Length is 0 or > 200 || HasControls(key)))
            Add("idempotencyKey", "The idempotency key must have 1 to 200 characters on one line.");
        if (request.InReplyTo is { } original && (HasControls(original) || original.Length is 0 or > 998))
            Add("inReplyTo", "inReplyTo must be an email's id or a Message-ID.");
        if (request.InReplyTo is null && (request.Mode != ComposeMode.New || request.IncludeQuote))
            Add("inReplyTo", "A reply or forward needs the email it belongs to.");
    }

    private static bool HasControls(string text) => text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029');
}
