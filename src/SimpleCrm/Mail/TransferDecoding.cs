using MimeKit;
using MimeKit.Encodings;
using MimeKit.IO;
using MimeKit.IO.Filters;
using MimeKit.Utils;

namespace SimpleCrm.Mail;

/// <summary>Undoes Content-Transfer-Encoding (RFC 2045 §6) of a leaf.</summary>
internal static class TransferDecoding
{
    internal static ContentEncoding Parse(string? value)
    {
        var name = Normalise(value);
        return name is not null && MimeUtils.TryParse(name, out ContentEncoding encoding) ? encoding : ContentEncoding.Default;
    }

    /// <summary>Lower case, without comments and parameters; null when absent.</summary>
    internal static string? Normalise(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return null;
        var end = value.AsSpan().IndexOfAny('(', ';');
        var name = (end >= 0 ? value[..end] : value).Trim().Trim('"').ToLowerInvariant();
        return name switch
        {
            "" => null,
            "quoted_printable" or "quotedprintable" or "qp" => "quoted-printable",
            "base-64" or "b64" => "base64",
            _ => name,
        };
    }

    internal static byte[] Decode(byte[] content, string? transferEncoding)
    {
        IMimeDecoder? decoder = Parse(transferEncoding) switch
        {
            ContentEncoding.Base64 => new Base64Decoder(),
            ContentEncoding.QuotedPrintable => new QuotedPrintableDecoder(),
            ContentEncoding.UUEncode => new UUDecoder(),
            _ => null,
        };
        if (decoder is null)
            return content;
        var output = new byte[decoder.EstimateOutputLength(content.Length)];
        var length = decoder.Decode(content, 0, content.Length, output);
        return length == output.Length ? output : output[..length];
    }

    /// <summary>A stream that decodes as it is written to; the caller flushes it and keeps the output.</summary>
    internal static Stream DecodingStream(Stream output, string? transferEncoding)
    {
        var filtered = new FilteredStream(output);
        var encoding = Parse(transferEncoding);
        if (encoding is ContentEncoding.Base64 or ContentEncoding.QuotedPrintable or ContentEncoding.UUEncode)
            filtered.Add(DecoderFilter.Create(encoding));
        return filtered;
    }

    /// <summary>Octets after decoding, from the encoded size: base64 lines carry 57 octets in 78.</summary>
    internal static long EstimateSize(long encoded, string? transferEncoding) => Parse(transferEncoding) switch
    {
        ContentEncoding.Base64 => encoded * 57 / 78,
        ContentEncoding.UUEncode => encoded * 45 / 62,
        _ => encoded,
    };
}
