using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using SimpleCrm.Mail;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Outlook;

/// <summary>
/// Fetches messages as they were sent (MIME), a batch of twenty in one call and a few calls at a time, in the caller's order. Those with
/// attachments come one by one, so that no answer holds many large messages.
/// </summary>
internal sealed class OutlookFetch(GraphLine line, Outlines outlines)
{
    private const int BatchesAtOnce = 3;

    private readonly GraphBatch _batch = new(line);

    public async IAsyncEnumerable<IReadOnlyList<FetchedEmail>> FetchAsync(IReadOnlyList<string> remoteIds, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new Queue<Task<IReadOnlyList<FetchedEmail>>>();
        try
        {
            foreach (var chunk in remoteIds.Chunk(GraphBatch.Size))
            {
                running.Enqueue(line.RunAsync(() => FetchBatchAsync(chunk, stop.Token), stop.Token));
                if (running.Count >= BatchesAtOnce)
                    yield return await running.Dequeue();
            }
            while (running.Count > 0)
                yield return await running.Dequeue();
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(running).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task<IReadOnlyList<FetchedEmail>> FetchBatchAsync(IReadOnlyList<string> remoteIds, CancellationToken cancellationToken)
    {
        var known = await OutlinesAsync(remoteIds, cancellationToken);
        var small = remoteIds.Where(id => known.TryGetValue(id, out var outline) && !outline.HasAttachments).ToList();
        var contents = new Dictionary<string, (byte[]? Mime, string? Failure)>();
        if (small.Count > 0)
        {
            var parts = await _batch.RunAsync([.. small.Select(id => (Func<RequestInformation>)(() => line.Graph.Me.Messages[OutlookIds.Bare(id)].Content.ToGetRequestInformation()))], cancellationToken);
            foreach (var (id, part) in small.Zip(parts))
                if (Judge(part))
                    contents[id] = part.IsSuccess ? (Decode(part.Body), null) : (null, $"server:{part.Status}");
        }
        foreach (var id in remoteIds.Where(id => known.TryGetValue(id, out var outline) && outline.HasAttachments))
            if (await FetchLargeAsync(id, cancellationToken) is { } content)
                contents[id] = content;

        var fetched = new List<FetchedEmail>(remoteIds.Count);
        foreach (var id in remoteIds)
        {
            if (!contents.TryGetValue(id, out var content) || !known.TryGetValue(id, out var outline))
                continue;
            // A draft of another edition is another email: the one asked for has gone.
            if (id != outline.RemoteId)
                continue;
            fetched.Add(Describe(outline, content.Mime, content.Failure, cancellationToken));
        }
        return fetched;
    }

    private static FetchedEmail Describe(Outline outline, byte[]? mime, string? failure, CancellationToken cancellationToken) => new()
    {
        Remote = outline.Remote,
        ReceivedAt = outline.ReceivedAt,
        Size = mime?.Length ?? 0,
        ExternalId = outline.Id,
        ExternalThreadId = outline.ConversationId,
        IsDraft = outline.IsDraft,
        Content = mime is null ? null : MimeReader.Read(new MemoryStream(mime, writable: false), MimeLimits.Default, cancellationToken),
        Failure = failure,
    };

    // What was put off fails the whole; what the service cannot give is set aside by itself; what has gone is left out.
    private static bool Judge(GraphPart part)
    {
        if (part.IsPutOff)
            throw OutlookErrors.Of(part.Status, part.Code, part.Words, part.Wait);
        return !part.IsGone;
    }

    private async Task<(byte[]? Mime, string? Failure)?> FetchLargeAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            using var content = await line.Graph.Me.Messages[OutlookIds.Bare(id)].Content.GetAsync(c => c.Headers.TryAdd("Prefer", GraphLine.ImmutableIds), cancellationToken);
            if (content is null)
                return (null, "server:no-content");
            using var mime = new MemoryStream();
            await content.CopyToAsync(mime, cancellationToken);
            return (mime.ToArray(), null);
        }
        catch (ApiException exception) when (OutlookErrors.IsGone(exception))
        {
            return null;
        }
        catch (ApiException exception) when (exception.ResponseStatusCode is >= 400 and not (401 or 429 or 503))
        {
            return (null, $"server:{exception.ResponseStatusCode}");
        }
    }

    private async Task<Dictionary<string, Outline>> OutlinesAsync(IReadOnlyList<string> remoteIds, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, Outline>(StringComparer.Ordinal);
        lock (outlines)
            foreach (var id in remoteIds)
                if (outlines.Take(OutlookIds.Bare(id)) is { } outline)
                    known[id] = outline;
        var open = remoteIds.Where(id => !known.ContainsKey(id)).ToList();
        if (open.Count == 0)
            return known;
        var parts = await _batch.RunAsync([.. open.Select(id => (Func<RequestInformation>)(() => line.Graph.Me.Messages[OutlookIds.Bare(id)].ToGetRequestInformation(c => c.QueryParameters.Select = Outline.Select)))], cancellationToken);
        foreach (var (id, part) in open.Zip(parts))
        {
            if (!Judge(part))
                continue;
            if (!part.IsSuccess)
                throw OutlookErrors.Of(503, part.Code, part.Words, part.Wait);
            known[id] = Outline.Of(MessageJson.Parse(part.Body));
        }
        return known;
    }

    private static byte[] Decode(string body)
    {
        try
        {
            return Convert.FromBase64String(body);
        }
        catch (FormatException)
        {
            return Encoding.UTF8.GetBytes(body);
        }
    }
}
