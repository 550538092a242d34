using System.Globalization;
using MailKit;
using MailKit.Net.Smtp;
using MimeKit;
using SimpleCrm.MailProviders.Imap;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Smtp;

/// <summary>Hands messages to submission servers and says exactly what became of them.</summary>
internal sealed class SmtpSubmission(SmtpConnector connector)
{
    private static readonly IReadOnlyDictionary<string, string> NoRefusals = new Dictionary<string, string>();

    /// <returns>What it says about the largest message it takes.</returns>
    public async Task<long?> AuthenticateAsync(MailboxConnection connection, CancellationToken cancellationToken)
    {
        await using var line = await connector.ConnectAsync(connection, cancellationToken);
        return line.SizeLimit;
    }

    public async Task<SendResult> SendAsync(MailboxConnection connection, OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (!TryAddress(message.From, out var sender))
            return Rejected("The sender's address is not valid.");
        var recipients = new List<MailboxAddress>();
        var refused = new Dictionary<string, string>();
        foreach (var address in message.Recipients)
        {
            if (TryAddress(address, out var recipient))
                recipients.Add(recipient);
            else
                refused[address] = "The address is not valid.";
        }
        if (recipients.Count == 0)
            return Rejected("No recipient has a valid address.");

        SmtpLine line;
        try
        {
            line = await connector.ConnectAsync(connection, cancellationToken);
        }
        catch (MailboxAccessException exception)
        {
            return new SendResult(SendOutcome.NotSent, exception.Detail, NoRefusals, exception.Problem);
        }
        await using (line)
            return await SendAsync(line, message, sender, recipients, refused, cancellationToken) with { SizeLimit = line.SizeLimit };
    }

    private static async Task<SendResult> SendAsync(
        SmtpLine line, OutgoingMessage message, MailboxAddress sender, List<MailboxAddress> recipients, Dictionary<string, string> refused, CancellationToken cancellationToken)
    {
        var client = line.Client;
        if (message.Content.Length > line.SizeLimit)
            return Rejected($"The message has {Megabytes(message.Content.Length)} MB; the server takes at most {Megabytes(line.SizeLimit.Value)} MB.");
        if (!client.Capabilities.HasFlag(SmtpCapabilities.UTF8) && recipients.Append(sender).FirstOrDefault(a => !System.Text.Ascii.IsValid(a.LocalPart)) is { } foreign)
            return Rejected($"The server cannot send to or from {foreign.Address}: it does not know international addresses.");

        await using var content = await LineEnds.OpenAsync(message.Content, cancellationToken);
        using var parsed = await MimeMessage.LoadAsync(ParserOptions.Default, content, persistent: true, cancellationToken);
        try
        {
            var reply = await client.SendAsync(FormatOptions.Default, parsed, sender, recipients, cancellationToken, client);
            foreach (var (address, response) in client.Refused)
                refused[address] = Words(response);
            return new SendResult(SendOutcome.Accepted, ImapErrors.Shorten(reply), refused);
        }
        catch (SmtpCommandException exception) when (!client.AnyAccepted && client.Refused.Count > 0 && exception.ErrorCode != SmtpErrorCode.SenderNotAccepted)
        {
            // A recipient that may be taken later keeps the whole message waiting.
            var later = client.Refused.Values.FirstOrDefault(r => IsPassing(r.StatusCode));
            foreach (var (address, response) in client.Refused)
                refused[address] = Words(response);
            return later is null
                ? new SendResult(SendOutcome.Rejected, Words(client.Refused.Values.First()), refused)
                : new SendResult(SendOutcome.NotSent, Words(later), refused, MailboxProblem.ServerBusy);
        }
        catch (SmtpCommandException exception)
        {
            var words = ImapErrors.Shorten($"{(int)exception.StatusCode} {exception.Message}");
            return IsPassing(exception.StatusCode)
                ? new SendResult(SendOutcome.NotSent, words, refused, MailboxProblem.ServerBusy)
                : new SendResult(SendOutcome.Rejected, words, refused);
        }
        catch (ServiceNotAuthenticatedException exception)
        {
            return new SendResult(SendOutcome.NotSent, ImapErrors.Shorten(exception.Message), refused, MailboxProblem.WrongPassword);
        }
        catch (Exception exception) when (ImapErrors.IsAccess(exception) || exception is OperationCanceledException)
        {
            // The dot that ends a message is what makes the server responsible (RFC 5321 §6.1). Before it, nothing was sent.
            if (client.MayHaveLeft)
                return new SendResult(SendOutcome.Unknown, null, refused);
            cancellationToken.ThrowIfCancellationRequested();
            return new SendResult(SendOutcome.NotSent, null, refused, line.State.Stream!.TimedOut ? MailboxProblem.TimedOut : MailboxProblem.ConnectionLost);
        }
    }

    // What could carry a second command never becomes an address.
    private static bool TryAddress(string text, out MailboxAddress address)
    {
        address = null!;
        if (text.Any(c => char.IsControl(c) || c is ' ' or '<' or '>') || !MailboxAddress.TryParse(text, out var parsed) || !text.Contains('@')
            || parsed.Address != text && parsed.GetAddress(idnEncode: true) != text)
            return false;
        address = parsed;
        return true;
    }

    private static bool IsPassing(SmtpStatusCode code) => (int)code is >= 400 and < 500;

    private static string Words(SmtpResponse response) => ImapErrors.Shorten($"{(int)response.StatusCode} {response.Response}") ?? "";

    private static SendResult Rejected(string words) => new(SendOutcome.Rejected, words, NoRefusals);

    private static string Megabytes(long bytes) => (bytes / 1_000_000.0).ToString("0.#", CultureInfo.InvariantCulture);
}
