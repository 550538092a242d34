using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>What a person has written so far. Nothing of it is checked before it is sent: a draft may be half of anything.</summary>
public sealed record DraftContent
{
    public ComposeMode Kind { get; init; }

    /// <summary>The email that is answered.</summary>
    public long? AnswersEmailId { get; init; }

    /// <summary>The email that is forwarded.</summary>
    public long? ForwardsEmailId { get; init; }

    /// <summary>The sender as the composer shows it. The email goes out under the mailbox's own address.</summary>
    public string? From { get; init; }

    /// <summary>As typed: addresses may be malformed.</summary>
    public IReadOnlyList<EmailAddress> To { get; init; } = [];
    public IReadOnlyList<EmailAddress> Cc { get; init; } = [];
    public IReadOnlyList<EmailAddress> Bcc { get; init; } = [];
    public string Subject { get; init; } = "";

    /// <summary>Empty for plain text.</summary>
    public string Html { get; init; } = "";

    /// <summary>Left out beside HTML, it is made of that when the draft is saved.</summary>
    public string Text { get; init; } = "";
    public bool IsPlainText { get; init; }

    /// <summary>The signature in it, for the composer to replace.</summary>
    public string? SignatureId { get; init; }

    /// <summary>Whether the original goes below the text; an edited one is part of <see cref="Html"/>.</summary>
    public DraftQuote Quote { get; init; }

    /// <summary>Uploaded files.</summary>
    public IReadOnlyList<string> AttachmentIds { get; init; } = [];

    /// <summary>Attachments of stored emails that go along.</summary>
    public IReadOnlyList<long> ForwardedAttachmentIds { get; init; } = [];
    public bool? TrackOpens { get; init; }
}
