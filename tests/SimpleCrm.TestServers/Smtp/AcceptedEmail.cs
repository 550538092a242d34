using System.Text;
using MimeKit;

namespace SimpleCrm.TestServers.Smtp;

/// <summary>An email the server took responsibility for.</summary>
/// <param name="Raw">As received, dots unstuffed.</param>
/// <param name="User">The login name, or null without login.</param>
public sealed record AcceptedEmail(string Sender, IReadOnlyList<string> Recipients, byte[] Raw, string? User, bool Encrypted)
{
    private readonly Lazy<MimeMessage> _message = new(() => MimeMessage.Load(new MemoryStream(Raw)));

    public MimeMessage Message => _message.Value;

    public string? MessageId => Message.MessageId;

    public override string ToString() => $"{Sender} to {string.Join(", ", Recipients)}: {Encoding.Latin1.GetString(Raw.AsSpan(0, Math.Min(Raw.Length, 200)))}";
}
