using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace SimpleCrm.MailProviders.Smtp;

/// <summary>An SMTP client that goes on when some recipients are refused, and knows how far a message got.</summary>
internal sealed class SubmissionClient(IProtocolLogger log) : SmtpClient(log), ITransferProgress
{
    private readonly Dictionary<string, SmtpResponse> _refused = [];
    private long _sent;
    private long _size = long.MaxValue;

    /// <summary>Refused recipients with the server's answers.</summary>
    public IReadOnlyDictionary<string, SmtpResponse> Refused => _refused;

    /// <summary>The server said yes to at least one recipient.</summary>
    public bool AnyAccepted { get; private set; }

    /// <summary>All of the content was handed over, so the final dot may have left as well.</summary>
    public bool MayHaveLeft => _sent >= _size;

    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => AnyAccepted = true;

    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => _refused[mailbox.Address] = response;

    public void Report(long bytesTransferred, long totalSize)
    {
        _sent = bytesTransferred;
        _size = totalSize;
    }

    public void Report(long bytesTransferred) => _sent = bytesTransferred;
}
