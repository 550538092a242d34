using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace SimpleCrm.Sandbox.Google;

/// <summary>Uploads that come in pieces: <c>Content-Range: bytes 0-262143/1000000</c>, or <c>bytes */1000000</c> to ask how far it got.</summary>
internal sealed class ResumableUploads
{
    private readonly ConcurrentDictionary<string, (ApiCall Call, MemoryStream Received)> _open = new(StringComparer.Ordinal);

    public string Begin(ApiCall call)
    {
        var id = Guid.NewGuid().ToString("N");
        _open[id] = (call, new MemoryStream());
        return id;
    }

    /// <returns>The whole call once the last piece is there; null before.</returns>
    public ApiCall? Continue(string id, string range, ReadOnlyMemory<byte> piece, out long received)
    {
        if (!_open.TryGetValue(id, out var upload))
            throw new BadHttpRequestException("Unknown upload.", 404);
        var total = (long)piece.Length;
        if (range.StartsWith("bytes ", StringComparison.Ordinal))
        {
            var parts = range[6..].Split('/');
            total = parts[1] == "*" ? long.MaxValue : long.Parse(parts[1], CultureInfo.InvariantCulture);
            if (parts[0] != "*" && long.Parse(parts[0].Split('-')[0], CultureInfo.InvariantCulture) == upload.Received.Length)
                upload.Received.Write(piece.Span);
        }
        else
            upload.Received.Write(piece.Span);
        received = upload.Received.Length;
        if (received < total)
            return null;
        _open.TryRemove(id, out _);
        return upload.Call with { Media = upload.Received.ToArray() };
    }
}
