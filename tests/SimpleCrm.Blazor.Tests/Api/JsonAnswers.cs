using System.Net;
using System.Text.Json;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Api;

internal static class JsonAnswers
{
    public static async Task<JsonElement> JsonAsync(this Task<HttpResponseMessage> asking, HttpStatusCode status = HttpStatusCode.OK)
    {
        var answer = await asking;
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode}: {body}");
        return body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body);
    }

    /// <summary>The fields a problem names.</summary>
    public static async Task<string[]> FieldsAsync(this Task<HttpResponseMessage> asking)
    {
        var answer = await asking;
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{(int)answer.StatusCode}: {body}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize<JsonElement>(body);
        return problem.TryGetProperty("errors", out var errors) ? [.. errors.EnumerateObject().Select(e => e.Name).Order()] : [];
    }

    public static async Task IsProblemAsync(this Task<HttpResponseMessage> asking, HttpStatusCode status)
    {
        var answer = await asking;
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode}: {body}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)status, JsonSerializer.Deserialize<JsonElement>(body).GetProperty("status").GetInt32());
    }
}
