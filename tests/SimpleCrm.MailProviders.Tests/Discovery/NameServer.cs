using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SimpleCrm.MailProviders.Tests.Discovery;

/// <summary>A name server on this machine (RFC 1035): answers each question as told, or not at all.</summary>
internal sealed class NameServer : IDisposable
{
    public const int Mx = 15;
    public const int Srv = 33;
    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));

    public NameServer(Func<string, int, IReadOnlyList<byte[]>?> answer) => _ = Task.Run(() => ServeAsync(answer));

    public IPEndPoint EndPoint => (IPEndPoint)_socket.Client.LocalEndPoint!;

    public static byte[] Service(ushort priority, ushort weight, ushort port, string target) => [.. Number(priority), .. Number(weight), .. Number(port), .. Name(target)];

    public static byte[] Exchanger(ushort preference, string host) => [.. Number(preference), .. Name(host)];

    private async Task ServeAsync(Func<string, int, IReadOnlyList<byte[]>?> answer)
    {
        try
        {
            while (true)
            {
                var question = await _socket.ReceiveAsync();
                var (name, type, end) = Read(question.Buffer);
                if (answer(name, type) is not { } records)
                    continue;
                var reply = new List<byte>(question.Buffer[..2]);
                reply.AddRange([0x81, 0x80, 0, 1, 0, (byte)records.Count, 0, 0, 0, 0]);
                reply.AddRange(question.Buffer[12..end]);
                foreach (var record in records)
                    reply.AddRange([0xC0, 12, 0, (byte)type, 0, 1, 0, 0, 0, 60, .. Number((ushort)record.Length), .. record]);
                await _socket.SendAsync(reply.ToArray(), question.RemoteEndPoint);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
        }
    }

    private static (string Name, int Type, int End) Read(byte[] question)
    {
        var labels = new List<string>();
        var at = 12;
        while (question[at] is > 0 and var length)
        {
            labels.Add(Encoding.ASCII.GetString(question, at + 1, length));
            at += length + 1;
        }
        return (string.Join('.', labels).ToLowerInvariant(), BinaryPrimitives.ReadUInt16BigEndian(question.AsSpan(at + 1)), at + 5);
    }

    private static byte[] Number(ushort value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Name(string name) =>
        [.. name.Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]), 0];

    public void Dispose() => _socket.Dispose();
}
