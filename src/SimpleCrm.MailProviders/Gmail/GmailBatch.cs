using System.Net;
using Google;
using Google.Apis.Gmail.v1;
using Google.Apis.Requests;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Gmail;

/// <summary>
/// Many calls in one request. Each answer is judged alone: one that is refused for the rate is asked for again, by itself, and the batches get
/// smaller until the provider is content.
/// </summary>
internal sealed class GmailBatch(GmailService service, GmailCalls calls)
{
    // Large batches met by a mailbox that was idle are throttled; Google advises at most 50.
    private const int FirstSize = 25, LeastSize = 5, MostSize = 50, Growth = 5, MostAttempts = 6;

    private int _size = FirstSize;

    /// <summary>Ids of which a call has been asked for and those whose message is gone are told apart by the answer.</summary>
    public async Task<Dictionary<string, BatchAnswer<T>>> RunAsync<T>(
        IReadOnlyList<string> ids, Func<string, IClientServiceRequest<T>> create, int units, bool isPersonal, CancellationToken cancellationToken) where T : class
    {
        var answers = new Dictionary<string, BatchAnswer<T>>(ids.Count);
        var waiting = new Queue<(string Id, int Attempts)>(ids.Select(id => (id, 0)));
        while (waiting.Count > 0)
        {
            var part = new List<(string Id, int Attempts)>();
            while (part.Count < _size && waiting.TryDequeue(out var next))
                part.Add(next);
            await calls.Budget.TakeAsync(part.Count * units, isPersonal, cancellationToken);
            var (again, pause) = await SendAsync(part, create, answers, cancellationToken);
            if (again.Count == 0)
            {
                _size = Math.Min(MostSize, _size + Growth);
                continue;
            }
            _size = Math.Max(LeastSize, _size / 2);
            foreach (var (id, attempts, failure) in again)
            {
                if (attempts + 1 >= MostAttempts)
                    throw failure;
                waiting.Enqueue((id, attempts + 1));
            }
            calls.Budget.Hold(pause ?? TimeSpan.FromSeconds(0.5 * (1 << again.Max(a => a.Attempts)) * (1 + Random.Shared.NextDouble())));
        }
        return answers;
    }

    private async Task<(List<(string Id, int Attempts, MailboxAccessException Failure)> Again, TimeSpan? Pause)> SendAsync<T>(
        List<(string Id, int Attempts)> part, Func<string, IClientServiceRequest<T>> create, Dictionary<string, BatchAnswer<T>> answers, CancellationToken cancellationToken) where T : class
    {
        var again = new List<(string, int, MailboxAccessException)>();
        TimeSpan? pause = null;
        var answered = 0;
        var batch = new BatchRequest(service, service.BatchUri);
        foreach (var (id, attempts) in part)
            batch.Queue<T>(create(id), (content, error, _, message) =>
            {
                answered++;
                if (error is null && message.IsSuccessStatusCode)
                {
                    answers[id] = new BatchAnswer<T>(content, null);
                    return;
                }
                var failure = GmailErrors.Of(message.StatusCode, error, new GoogleApiException("gmail") { HttpStatusCode = message.StatusCode, Error = error });
                if (message.StatusCode == HttpStatusCode.NotFound)
                    answers[id] = new BatchAnswer<T>(null, null) { Exists = false };
                else if (GmailErrors.IsPassing(failure))
                {
                    again.Add((id, attempts, failure));
                    if (BearerAuthorization.RetryAfter(message, calls.Time) is { } wait && wait > (pause ?? TimeSpan.Zero))
                        pause = wait;
                }
                else
                    answers[id] = new BatchAnswer<T>(null, failure);
            });
        try
        {
            await batch.ExecuteAsync(cancellationToken);
        }
        catch (Exception exception) when (GmailErrors.IsAccess(exception, cancellationToken))
        {
            var failure = GmailErrors.Of(exception);
            if (!GmailErrors.IsPassing(failure))
                throw failure;
            answers.Keys.Intersect(part.Select(p => p.Id)).ToList().ForEach(id => answers.Remove(id));
            return ([.. part.Select(p => (p.Id, p.Attempts, failure))], pause);
        }
        if (answered < part.Count)
            foreach (var (id, attempts) in part.Where(p => !answers.ContainsKey(p.Id) && !again.Exists(a => a.Item1 == p.Id)))
                again.Add((id, attempts, new MailboxAccessException(MailboxProblem.ServerError, null)));
        return (again, pause);
    }
}
