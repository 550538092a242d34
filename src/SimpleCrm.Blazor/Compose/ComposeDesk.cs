using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.Shared;
using SimpleCrm.Mail;
using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.Compose;

/// <summary>The composers of one open page.</summary>
public sealed class ComposeDesk(ReplyStart starts, EmailSending sending, CurrentViewer viewers, Notices notices, Correspondents correspondents)
{
    /// <summary>More would cover the page.</summary>
    public const int Most = 5;

    public IReadOnlyList<OpenComposer> Composers { get; private set; } = [];
    public event Func<Task>? Changed;

    /// <summary>A new email.</summary>
    public Task WriteAsync(CancellationToken cancellationToken) => WriteToAsync([], "", cancellationToken);

    /// <summary>A new email to people already known.</summary>
    public async Task WriteToAsync(IReadOnlyList<string> addresses, string subject, CancellationToken cancellationToken)
    {
        if (await viewers.FindAsync(cancellationToken) is not { } viewer)
            return;
        if (await starts.NewAsync(viewer, null, cancellationToken) is not { } start)
        {
            await notices.FailAsync("There is no mailbox to send from. Connect one in Settings first.");
            return;
        }
        await OpenAsync(NewKey(), start with { To = [.. addresses.Take(OutboxLimits.Recipients).Select(a => new EmailAddress(a, ""))], Subject = subject }, null, null, cancellationToken);
    }

    /// <summary>An answer to an email, or a forward of it.</summary>
    public async Task AnswerAsync(long emailId, ComposeMode mode, CancellationToken cancellationToken)
    {
        if (await viewers.FindAsync(cancellationToken) is not { } viewer)
            return;
        if (await starts.ForAsync(viewer, emailId, mode, cancellationToken) is { } start)
            await OpenAsync($"{(mode == ComposeMode.Forward ? mode : ComposeMode.Reply)}:{emailId}", start, emailId, null, cancellationToken);
        else
            await notices.FailAsync("That email is not here any more.");
    }

    /// <summary>An email that was refused, to be written anew. Its text is what this browser kept of it.</summary>
    public async Task EditAsync(EmailView email, CancellationToken cancellationToken)
    {
        if (await viewers.FindAsync(cancellationToken) is not { } viewer || email.OutgoingId is not { } outgoingId)
            return;
        if (await starts.NewAsync(viewer, email.MailboxId, cancellationToken) is { } start)
            await OpenAsync($"Sent:{outgoingId}", start with { To = email.To, Cc = email.Cc, Subject = email.Subject }, null, outgoingId, cancellationToken);
    }

    /// <summary>What was being written when the page went away.</summary>
    public async Task ReopenAsync(string mode, string emailId, string key, CancellationToken cancellationToken)
    {
        if (Enum.TryParse<ComposeMode>(mode, out var known) && known != ComposeMode.New && long.TryParse(emailId, out var id))
            await AnswerAsync(id, known, cancellationToken);
        else if (key.StartsWith("New:", StringComparison.Ordinal) && key.Length <= 64 && await viewers.FindAsync(cancellationToken) is { } viewer
            && await starts.NewAsync(viewer, null, cancellationToken) is { } start)
            await OpenAsync(key, start, null, null, cancellationToken);
    }

    public Task CloseAsync(OpenComposer composer)
    {
        Composers = [.. Composers.Where(c => c.Key != composer.Key)];
        return Changed?.Invoke() ?? Task.CompletedTask;
    }

    /// <summary>The browser has handed the email over; the thread shows how far it comes.</summary>
    public async Task SentAsync(OpenComposer composer, CancellationToken cancellationToken)
    {
        await CloseAsync(composer);
        if (composer.Replaces is { } refused && await viewers.FindAsync(cancellationToken) is { } viewer)
            await sending.CancelAsync(viewer, refused, cancellationToken);
    }

    // Several can be written at once: each has a name of its own.
    private static string NewKey() => $"New:{Guid.NewGuid()}";

    private async Task OpenAsync(string key, ComposeStart start, long? emailId, long? replaces, CancellationToken cancellationToken)
    {
        if (Composers.Any(c => c.Key == key))
            return;
        if (Composers.Count >= Most)
        {
            await notices.FailAsync($"{Most} emails are open already. Send or close one of them first.");
            return;
        }
        if (await viewers.FindAsync(cancellationToken) is not { } viewer)
            return;
        Composers = [.. Composers, new(key, start, emailId, await correspondents.UsualRecipientsAsync(viewer, cancellationToken), replaces)];
        if (Changed is not null)
            await Changed.Invoke();
    }
}
