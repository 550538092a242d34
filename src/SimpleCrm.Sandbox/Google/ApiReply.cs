using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SimpleCrm.Sandbox.Google;

/// <summary>The answer to an <see cref="ApiCall"/>.</summary>
internal sealed record ApiReply(int Status, JsonObject? Json)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ApiReply Empty { get; } = new(204, null);

    public TimeSpan? RetryAfter { get; init; }

    public byte[] Body { get; } = Json is null ? [] : JsonSerializer.SerializeToUtf8Bytes(Json, Plain);
}
