using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace SimpleCrm.Sandbox.Google;

/// <summary>multipart/related uploads and multipart/mixed batches.</summary>
internal static class MultipartBodies
{
    /// <summary>The JSON and the message of an upload; null when it is not well-formed.</summary>
    public static async Task<(byte[]? Json, byte[] Media)> ReadRelatedAsync(string? contentType, ReadOnlyMemory<byte> body)
    {
        var parts = await ReadAsync(contentType, body);
        return parts is [var json, var media] ? (json.Content, media.Content) : (null, []);
    }

    /// <summary>The calls of a batch; null when it is not well-formed.</summary>
    public static async Task<List<BatchPart>?> ReadMixedAsync(string? contentType, ReadOnlyMemory<byte> body)
    {
        if (await ReadAsync(contentType, body) is not { } parts)
            return null;
        var calls = new List<BatchPart>();
        foreach (var (headers, content) in parts)
        {
            var text = Encoding.UTF8.GetString(content).Replace("\r\n", "\n", StringComparison.Ordinal);
            var end = text.IndexOf("\n\n", StringComparison.Ordinal);
            var lines = (end < 0 ? text : text[..end]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var first = lines.Length > 0 ? lines[0].Split(' ') : [];
            if (first.Length < 2)
                return null;
            var authorization = lines.Skip(1).FirstOrDefault(l => l.StartsWith("Authorization:", StringComparison.OrdinalIgnoreCase))?[14..].Trim();
            calls.Add(new BatchPart(first[0], first[1], headers.GetValueOrDefault("Content-ID"), authorization, Encoding.UTF8.GetBytes(end < 0 ? "" : text[(end + 2)..].Trim('\n'))));
        }
        return calls;
    }

    public static async Task WriteMixedAsync(HttpResponse response, List<(string? Id, ApiReply Reply)> replies)
    {
        var boundary = $"batch_{Guid.NewGuid():N}";
        response.ContentType = $"multipart/mixed; boundary={boundary}";
        using var body = new MemoryStream();
        void Write(string text) => body.Write(Encoding.UTF8.GetBytes(text));
        foreach (var (id, reply) in replies)
        {
            Write($"--{boundary}\r\nContent-Type: application/http\r\n");
            if (id is not null)
                Write($"Content-ID: {(id.StartsWith('<') ? $"<response-{id[1..]}" : $"response-{id}")}\r\n");
            Write($"\r\nHTTP/1.1 {reply.Status} {ReasonPhrases.GetReasonPhrase(reply.Status)}\r\nVary: Origin\r\n");
            if (reply.RetryAfter is { } wait)
                Write($"Retry-After: {((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture)}\r\n");
            if (reply.Body.Length > 0)
                Write("Content-Type: application/json; charset=UTF-8\r\n");
            Write($"Content-Length: {reply.Body.Length}\r\n\r\n");
            body.Write(reply.Body);
            Write("\r\n");
        }
        Write($"--{boundary}--\r\n");
        response.ContentLength = body.Length;
        body.Position = 0;
        await body.CopyToAsync(response.Body);
    }

    private static async Task<List<(Dictionary<string, string> Headers, byte[] Content)>?> ReadAsync(string? contentType, ReadOnlyMemory<byte> body)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
            return null;
        var parts = new List<(Dictionary<string, string>, byte[])>();
        var reader = new MultipartReader(boundary, new MemoryStream(body.ToArray(), writable: false)) { BodyLengthLimit = null };
        try
        {
            while (await reader.ReadNextSectionAsync() is { } section)
            {
                using var content = new MemoryStream();
                await section.Body.CopyToAsync(content);
                parts.Add((section.Headers?.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase) ?? [], content.ToArray()));
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return null;
        }
        return parts;
    }
}
