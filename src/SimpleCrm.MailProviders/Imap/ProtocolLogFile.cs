using MailKit;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>A conversation written to a file of its own, with passwords masked.</summary>
internal static class ProtocolLogFile
{
    public static IProtocolLogger Open(string folder, string protocol)
    {
        Directory.CreateDirectory(folder);
        return new ProtocolLogger(Path.Combine(folder, $"{protocol}-{RowId.Next()}.log"), append: false)
        {
            RedactSecrets = true,
            ClientPrefix = "C: ",
            ServerPrefix = "S: ",
        };
    }
}
