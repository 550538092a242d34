using System.Text;
using System.Text.Json.Nodes;

namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>What Graph answers to one call.</summary>
internal sealed record GraphAnswer(int Status)
{
    public byte[] Body { get; init; } = [];
    public string? ContentType { get; init; }
    public TimeSpan? RetryAfter { get; init; }
    public string? Location { get; init; }

    public bool IsJson => ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true;

    public static GraphAnswer Json(int status, JsonNode json) => new(status)
    {
        Body = Encoding.UTF8.GetBytes(json.ToJsonString()),
        ContentType = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8",
    };

    public static GraphAnswer Ok(JsonNode json) => Json(200, json);

    public static GraphAnswer Created(JsonNode json) => Json(201, json);

    public static GraphAnswer Accepted { get; } = new(202);
    public static GraphAnswer NoContent { get; } = new(204);

    public static GraphAnswer Bytes(byte[] body, string contentType) => new(200) { Body = body, ContentType = contentType };

    public static GraphAnswer Error(int status, string code, string message, TimeSpan? retryAfter, DateTimeOffset now) => Json(status, new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["code"] = code,
            ["message"] = message,
            ["innerError"] = new JsonObject
            {
                ["date"] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", System.Globalization.CultureInfo.InvariantCulture),
                ["request-id"] = Guid.NewGuid().ToString(),
            },
        },
    }) with
    { RetryAfter = retryAfter };
}
