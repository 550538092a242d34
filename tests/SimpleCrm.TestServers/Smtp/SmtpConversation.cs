using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace SimpleCrm.TestServers.Smtp;

/// <summary>One client's conversation with a <see cref="ScriptedSmtpServer"/>.</summary>
internal sealed class SmtpConversation(ScriptedSmtpServer server, TcpClient client)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private Stream _stream = client.GetStream();
    private int _at;
    private int _filled;
    private bool _encrypted;
    private string? _user;
    private string _sender = "";
    private List<string> _recipients = [];

    public async Task RunAsync(CancellationToken stopping)
    {
        using (client)
        {
            try
            {
                if (!await SayAsync(SmtpStep.Greeting, "220 scripted.northwind.test ESMTP", stopping)) return;
                while (await ReadLineAsync(stopping) is { } line && await ObeyAsync(Encoding.UTF8.GetString(line).TrimEnd('\r', '\n'), stopping))
                {
                }
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
            {
                // The client or the test has gone.
            }

            await _stream.DisposeAsync();
        }
    }

    private async Task<bool> ObeyAsync(string line, CancellationToken stopping)
    {
        var (verb, rest) = line.IndexOf(' ') is var space and > 0 ? (line[..space].ToUpperInvariant(), line[(space + 1)..]) : (line.ToUpperInvariant(), "");
        switch (verb)
        {
            case "EHLO" or "HELO":
                return await SayAsync(SmtpStep.Ehlo, Announcement(), stopping);
            case "STARTTLS" when server.StartTls is not null && !_encrypted:
                return await SayAsync(SmtpStep.StartTls, "220 2.0.0 go ahead", stopping) && await EncryptAsync(stopping);
            case "AUTH" when server.OfferAuth:
                return await AuthenticateAsync(rest, stopping);
            case "MAIL":
                (_sender, _recipients) = (Address(rest), []);
                return await SayAsync(SmtpStep.MailFrom, "250 2.1.0 OK", stopping);
            case "RCPT":
                return await SayAsync(SmtpStep.RcptTo, "250 2.1.5 OK", stopping, () => _recipients.Add(Address(rest)));
            case "DATA":
                return await TakeAsync(stopping);
            case "RSET":
                (_sender, _recipients) = ("", []);
                return await WriteAsync("250 2.0.0 OK", stopping);
            case "NOOP":
                return await WriteAsync("250 2.0.0 OK", stopping);
            case "QUIT":
                await SayAsync(SmtpStep.Quit, "221 2.0.0 bye", stopping);
                return false;
            default:
                return await WriteAsync("502 5.5.1 not known here", stopping);
        }
    }

    private string Announcement()
    {
        var lines = new List<string> { "scripted.northwind.test", $"SIZE {server.MessageSizeLimit}", "8BITMIME", "ENHANCEDSTATUSCODES", "PIPELINING" };
        if (server.StartTls is not null && !_encrypted) lines.Add("STARTTLS");
        if (server.OfferAuth) lines.Add("AUTH PLAIN LOGIN");
        lines.AddRange(server.Extensions);
        return string.Join("\r\n", lines.Select((line, index) => $"250{(index == lines.Count - 1 ? ' ' : '-')}{line}"));
    }

    private async Task<bool> EncryptAsync(CancellationToken stopping)
    {
        var encrypted = new SslStream(_stream);
        await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = server.IssueCertificate() }, stopping);
        (_stream, _encrypted, _at, _filled) = (encrypted, true, 0, 0);
        return true;
    }

    private async Task<bool> AuthenticateAsync(string mechanism, CancellationToken stopping)
    {
        var words = mechanism.Split(' ');
        if (words[0].Equals("LOGIN", StringComparison.OrdinalIgnoreCase))
        {
            _user = words.Length > 1 ? Decode(words[1]) : Decode(await AskAsync("334 VXNlcm5hbWU6", stopping));
            await AskAsync("334 UGFzc3dvcmQ6", stopping);
        }
        else
        {
            var answer = words.Length > 1 ? words[1] : await AskAsync("334 ", stopping);
            _user = Decode(answer).Split('\0') is { Length: 3 } parts ? parts[1] : null;
        }

        return await SayAsync(SmtpStep.Auth, "235 2.7.0 welcome", stopping);
    }

    private async Task<bool> TakeAsync(CancellationToken stopping)
    {
        if (_recipients.Count == 0) return await WriteAsync("503 5.5.1 no recipients", stopping);
        var announced = server.ReactionTo(SmtpStep.Data) ?? new SmtpReaction();
        if (!await ReactAsync(announced, "354 go ahead", stopping)) return false;
        if (announced.Reply is not null) return true;

        var email = new MemoryStream();
        for (var first = true; ; first = false)
        {
            if (await ReadLineAsync(stopping) is not { } line) return false;
            if (line.AsSpan().SequenceEqual(".\r\n"u8)) break;
            if (first && server.ReactionTo(SmtpStep.Content) is { } early && !await ReactAsync(early, null, stopping)) return false;
            email.Write(line[0] == '.' ? line.AsSpan(1) : line);
        }

        var reaction = server.ReactionTo(SmtpStep.FinalDot);
        if (reaction is null or { Accepts: true } or { Reply: null, Drops: false }) server.Accept(new AcceptedEmail(_sender, _recipients, email.ToArray(), _user, _encrypted));
        (_sender, _recipients) = ("", []);
        return reaction is null ? await WriteAsync("250 2.0.0 queued", stopping) : await ReactAsync(reaction, "250 2.0.0 queued", stopping);
    }

    private async Task<bool> SayAsync(SmtpStep step, string usual, CancellationToken stopping, Action? done = null)
    {
        var reaction = server.ReactionTo(step) ?? new SmtpReaction();
        if (reaction is { Reply: null, Drops: false }) done?.Invoke();
        return await ReactAsync(reaction, usual, stopping);
    }

    private async Task<bool> ReactAsync(SmtpReaction reaction, string? usual, CancellationToken stopping)
    {
        if (reaction.Until is { } until) await until.WaitAsync(stopping);
        if (reaction.Drops) return false;
        return (reaction.Reply ?? usual) is not { } reply || await WriteAsync(reply, stopping);
    }

    private async Task<string> AskAsync(string question, CancellationToken stopping)
    {
        await WriteAsync(question, stopping);
        return Encoding.ASCII.GetString(await ReadLineAsync(stopping) ?? []).TrimEnd('\r', '\n');
    }

    private async Task<bool> WriteAsync(string reply, CancellationToken stopping)
    {
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(reply + "\r\n"), stopping);
        return true;
    }

    private async Task<byte[]?> ReadLineAsync(CancellationToken stopping)
    {
        var line = new MemoryStream();
        while (true)
        {
            var end = _buffer.AsSpan(_at, _filled - _at).IndexOf((byte)'\n');
            var length = end < 0 ? _filled - _at : end + 1;
            line.Write(_buffer, _at, length);
            _at += length;
            if (end >= 0) return line.ToArray();
            (_at, _filled) = (0, await _stream.ReadAsync(_buffer, stopping));
            if (_filled == 0) return null;
        }
    }

    private static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));

    private static string Address(string argument)
    {
        var (start, end) = (argument.IndexOf('<'), argument.IndexOf('>'));
        return start >= 0 && end > start ? argument[(start + 1)..end] : argument;
    }
}
