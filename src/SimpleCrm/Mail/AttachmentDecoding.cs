using System.Text;
using MimeKit.Encodings;

namespace SimpleCrm.Mail;

/// <summary>The decoded octets of one attachment, streamed.</summary>
public static class AttachmentDecoding
{
    /// <summary>From the octets of its part, as IMAP BODY[n] gives them for <see cref="ParsedAttachment.ImapPart"/>.</summary>
    /// <param name="part">Still transfer-encoded.</param>
    public static async Task CopyPartAsync(Stream part, ParsedAttachment attachment, Stream output, CancellationToken ct)
    {
        if (attachment.PartPath != attachment.ImapPart)
        {
            await CopyUuencodedAsync(part, attachment, output, ct);
            return;
        }
        await using var decoding = TransferDecoding.DecodingStream(new LeaveOpenStream(output), attachment.TransferEncoding);
        await part.CopyToAsync(decoding, ct);
        await decoding.FlushAsync(ct);
    }

    /// <summary>From the whole message.</summary>
    /// <param name="message">Seekable.</param>
    /// <returns>False when the message has no such part.</returns>
    public static async Task<bool> CopyFromMessageAsync(Stream message, ParsedAttachment attachment, Stream output, MimeLimits limits, CancellationToken ct)
    {
        message.Position = 0;
        if (MimeTreeReader.Find(message, attachment.ImapPart, limits, ct) is not { } range)
            return false;
        message.Position = range.Start;
        await CopyPartAsync(new BoundedStream(message, range.Length), attachment, output, ct);
        return true;
    }

    private static async Task CopyUuencodedAsync(Stream part, ParsedAttachment attachment, Stream output, CancellationToken ct)
    {
        using var whole = new MemoryStream();
        await part.CopyToAsync(whole, ct);
        // Latin-1 keeps every octet, and uuencode is ASCII.
        var text = DisplayText.CleanBody(Encoding.Latin1.GetString(TransferDecoding.Decode(whole.ToArray(), attachment.TransferEncoding)));
        var index = int.Parse(attachment.PartPath.AsSpan(attachment.ImapPart.Length + 1), System.Globalization.CultureInfo.InvariantCulture) - 1;
        if (UuencodedText.Blocks(text).Skip(index).Select(b => ((int Start, int End)?)(b.Start, b.End)).FirstOrDefault() is not { } block)
            return;
        var encoded = Encoding.Latin1.GetBytes(text[block.Start..block.End]);
        var decoder = new UUDecoder();
        var decoded = new byte[decoder.EstimateOutputLength(encoded.Length)];
        var length = decoder.Decode(encoded, 0, encoded.Length, decoded);
        await output.WriteAsync(decoded.AsMemory(0, length), ct);
    }
}
