using System.Net;
using System.Net.Sockets;

namespace SimpleCrm.TestServers;

/// <summary>
/// Hands out free loopback ports below the kernel's ephemeral range, so that an outgoing connection cannot
/// take one between the reservation and the server's own bind. A locked file keeps other test processes off.
/// </summary>
public static class LoopbackPorts
{
    private const int First = 20_000;
    private const int Count = 12_000;
    private static readonly Lock Gate = new();
    private static readonly List<FileStream> Reserved = [];

    public static int Reserve()
    {
        var folder = Path.Combine(Path.GetTempPath(), "scrm-ports");
        Directory.CreateDirectory(folder);
        lock (Gate)
        {
            for (var attempt = 0; attempt < 1_000; attempt++)
            {
                var port = First + Random.Shared.Next(Count);
                if (TryReserve(Path.Combine(folder, port.ToString(System.Globalization.CultureInfo.InvariantCulture))) is not { } file) continue;
                if (IsFree(port))
                {
                    Reserved.Add(file);
                    return port;
                }

                file.Dispose();
            }
        }

        throw new InvalidOperationException("No free loopback port found.");
    }

    private static FileStream? TryReserve(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
