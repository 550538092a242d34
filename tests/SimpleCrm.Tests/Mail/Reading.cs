using System.Text;
using SimpleCrm.Mail;

namespace SimpleCrm.Tests.Mail;

internal static class Reading
{
    internal static ParsedEmail File(string path) => Bytes(System.IO.File.ReadAllBytes(path));

    internal static ParsedEmail Bytes(byte[] message, MimeLimits? limits = null) =>
        MimeReader.Read(new MemoryStream(message, writable: false), limits ?? MimeLimits.Default, CancellationToken.None);

    /// <summary>A message from text whose line ends become CRLF; characters above ASCII are UTF-8.</summary>
    internal static ParsedEmail Text(string message, MimeLimits? limits = null) => Bytes(Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n")), limits);

    internal static PartNode Structure(byte[] message) =>
        MimeTreeReader.Read(new MemoryStream(message, writable: false), MimeLimits.Default, static _ => { }, CancellationToken.None).Root;

    internal static async Task<byte[]> ContentAsync(byte[] message, string partPath, string? transferEncoding)
    {
        var output = new MemoryStream();
        var attachment = new ParsedAttachment(partPath, "x", "application/octet-stream", 0, null, false, transferEncoding);
        return await PartContent.CopyFromMessageAsync(new MemoryStream(message, writable: false), attachment, output, MimeLimits.Default, CancellationToken.None)
            ? output.ToArray()
            : [];
    }
}
