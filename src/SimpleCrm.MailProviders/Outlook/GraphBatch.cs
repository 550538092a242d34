using System.Text.Json;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions;
using Polly;
using Polly.Retry;

namespace SimpleCrm.MailProviders.Outlook;

/// <summary>Many calls in one (JSON batching), judged one by one: what was put off is asked again, and only that.</summary>
internal sealed class GraphBatch
{
    /// <summary>Calls that one batch holds.</summary>
    public const int Size = 20;
    private const int MaxRepeats = 5;

    private readonly GraphLine _line;
    private readonly ResiliencePipeline<GraphPart[]> _pipeline;

    public GraphBatch(GraphLine line)
    {
        _line = line;
        _pipeline = new ResiliencePipelineBuilder<GraphPart[]> { TimeProvider = line.Time }.AddRetry(new RetryStrategyOptions<GraphPart[]>
        {
            MaxRetryAttempts = MaxRepeats,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromSeconds(1),
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is { } parts && parts.Any(p => p.IsPutOff) && Wait(parts) <= MailboxPace.LongestWait),
            DelayGenerator = arguments => ValueTask.FromResult(arguments.Outcome.Result is { } parts && parts.Any(p => p.Wait is not null) ? Wait(parts) : (TimeSpan?)null),
        }).Build();
    }

    /// <summary>Runs at most <see cref="Size"/> calls.</summary>
    /// <returns>Their answers in the same order. One that was put off to the end is among them with its status.</returns>
    /// <param name="calls">Makes the calls; asked again for those that are repeated.</param>
    /// <param name="cancellationToken">Stops between attempts.</param>
    public async Task<GraphPart[]> RunAsync(IReadOnlyList<Func<RequestInformation>> calls, CancellationToken cancellationToken)
    {
        var parts = Enumerable.Repeat(GraphPart.Open, calls.Count).ToArray();
        return await _pipeline.ExecuteAsync(async token =>
        {
            var open = Enumerable.Range(0, calls.Count).Where(i => parts[i].IsPutOff).ToList();
            var answers = await SendAsync([.. open.Select(i => calls[i]())], token);
            for (var i = 0; i < open.Count; i++)
                parts[open[i]] = answers[i];
            return parts;
        }, cancellationToken);
    }

    private async Task<GraphPart[]> SendAsync(List<RequestInformation> calls, CancellationToken cancellationToken)
    {
        var batch = new BatchRequestContentCollection(_line.Adapter, Size);
        var ids = new List<string>();
        foreach (var call in calls)
        {
            call.Headers.TryAdd("Prefer", GraphLine.ImmutableIds);
            ids.Add(batch.AddBatchRequestStep(await PartOfAsync(call, cancellationToken)));
        }
        var answers = await _line.Graph.Batch.PostAsync(batch, cancellationToken);
        var parts = new GraphPart[ids.Count];
        for (var i = 0; i < ids.Count; i++)
            parts[i] = await ReadAsync(await answers.GetResponseByIdAsync(ids[i]), cancellationToken);
        return parts;
    }

    // The SDK takes the first five characters of a part's path for the version, wherever the service is; and a part needs no token of its own.
    private async Task<HttpRequestMessage> PartOfAsync(RequestInformation call, CancellationToken cancellationToken)
    {
        var part = (await _line.Adapter.ConvertToNativeRequestAsync<HttpRequestMessage>(call, cancellationToken))!;
        part.Headers.Authorization = null;
        part.RequestUri = new Uri("https://graph.microsoft.com/v1.0" + part.RequestUri!.AbsoluteUri[_line.Endpoint.Length..]);
        return part;
    }

    // A part without an answer is one that was put off.
    private async Task<GraphPart> ReadAsync(HttpResponseMessage? answer, CancellationToken cancellationToken)
    {
        if (answer is null)
            return GraphPart.Open;
        using (answer)
        {
            var body = answer.Content is null ? "" : await answer.Content.ReadAsStringAsync(cancellationToken);
            var (code, words) = answer.IsSuccessStatusCode ? ("", null) : Error(body);
            return new GraphPart((int)answer.StatusCode, code, words, body, RetryAfter.Of(answer.Headers.RetryAfter, _line.Time));
        }
    }

    private static (string Code, string? Words) Error(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
                ? (error.TryGetProperty("code", out var code) ? code.GetString() ?? "" : "", error.TryGetProperty("message", out var words) ? words.GetString() : null)
                : ("", null);
        }
        catch (JsonException)
        {
            return ("", null);
        }
    }

    private static TimeSpan Wait(GraphPart[] parts) => parts.Where(p => p.IsPutOff).Max(p => p.Wait ?? TimeSpan.Zero);
}
