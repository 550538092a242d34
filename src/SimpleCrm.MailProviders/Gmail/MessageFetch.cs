using System.Buffers.Text;
using System.Runtime.CompilerServices;
using Google.Apis.Gmail.v1;
using Google.Apis.Gmail.v1.Data;
using SimpleCrm.Mail;
using SimpleCrm.Sync;

namespace SimpleCrm.MailProviders.Gmail;

/// <summary>
/// Reads messages in their raw form. It costs the same units as the parsed form and is what was sent, byte by byte: one reader serves all
/// providers, and the parts of an attachment keep their places, while Gmail's attachment ids change with every answer. Large messages, which
/// would make a batch too big to hold, are found by a search and come one by one.
/// </summary>
internal sealed class MessageFetch(GmailService service, GmailCalls calls, GmailBatch batch, MessageLists lists)
{
    // A person's own change waits for the round that is on its way: it must be well under a second of the quota.
    public const int RoundSize = 25;

    private const int SearchFrom = 5;
    private const int MostLarge = 5_000;

    // One that arrives meanwhile makes a batch larger, no more.
    private static readonly TimeSpan LargeKnownFor = TimeSpan.FromMinutes(1);

    private (string Folder, HashSet<string> Ids, DateTimeOffset At) _large = ("", [], default);

    public async IAsyncEnumerable<IReadOnlyList<FetchedEmail>> FetchAsync(string folder, IReadOnlyList<string> ids, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            yield break;
        var large = ids.Count < SearchFrom ? [] : await LargeAsync(folder, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<IReadOnlyList<FetchedEmail>>? next = null;
        try
        {
            // One round is on its way while the last one is being stored.
            foreach (var round in ids.Chunk(RoundSize))
            {
                var current = next;
                next = current is null ? FetchRoundAsync(folder, round, large, stop.Token) : Then(current, () => FetchRoundAsync(folder, round, large, stop.Token));
                if (current is not null)
                    yield return await current;
            }
            yield return await next!;
            next = null;
        }
        finally
        {
            if (next is not null)
            {
                await stop.CancelAsync();
                await next.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
    }

    /// <summary>The whole message; null when it is gone.</summary>
    public async Task<byte[]?> RawAsync(string id, bool isPersonal, CancellationToken cancellationToken) =>
        await GetAsync(id, isPersonal, cancellationToken) is { Raw: { } raw } ? Decode(raw) : null;

    private async Task<HashSet<string>> LargeAsync(string folder, CancellationToken cancellationToken)
    {
        if (_large.Folder != folder || calls.Time.GetUtcNow() - _large.At > LargeKnownFor)
            _large = (folder, (await lists.ListAsync(folder == LabelFolders.All ? [] : [folder], "larger:1M", MostLarge, cancellationToken)).ToHashSet(StringComparer.Ordinal), calls.Time.GetUtcNow());
        return _large.Ids;
    }

    // One batch object and one budget: rounds follow each other, they do not run side by side.
    private static async Task<IReadOnlyList<FetchedEmail>> Then(Task<IReadOnlyList<FetchedEmail>> first, Func<Task<IReadOnlyList<FetchedEmail>>> second)
    {
        await first;
        return await second();
    }

    private async Task<IReadOnlyList<FetchedEmail>> FetchRoundAsync(string folder, string[] ids, HashSet<string> large, CancellationToken cancellationToken)
    {
        var small = ids.Where(id => !large.Contains(id)).ToList();
        var answers = small.Count > 0 ? await batch.RunAsync(small, Request, calls.Costs.GetMessage, isPersonal: false, cancellationToken) : [];
        var fetched = new List<FetchedEmail>(ids.Length);
        foreach (var id in ids)
        {
            var answer = answers.TryGetValue(id, out var known) ? known : new BatchAnswer<Message>(await GetAsync(id, isPersonal: false, cancellationToken), null);
            if (answer.Failure is { } failure)
                fetched.Add(new FetchedEmail { Remote = new RemoteEmail(id, false, false, false), Failure = $"server:{failure.Problem}" });
            else if (answer.Content is { } message && LabelFolders.Holds(folder, message.LabelIds))
                fetched.Add(await Task.Run(() => Read(id, message, cancellationToken), cancellationToken));
        }
        return fetched;
    }

    private async Task<Message?> GetAsync(string id, bool isPersonal, CancellationToken cancellationToken)
    {
        try
        {
            return await calls.RunAsync(() => Request(id), calls.Costs.GetMessage, isPersonal, cancellationToken);
        }
        catch (MailboxAccessException exception) when (GmailErrors.IsGone(exception))
        {
            return null;
        }
    }

    private UsersResource.MessagesResource.GetRequest Request(string id)
    {
        var request = service.Users.Messages.Get("me", id);
        request.Format = UsersResource.MessagesResource.GetRequest.FormatEnum.Raw;
        request.Fields = "id,threadId,labelIds,internalDate,sizeEstimate,raw";
        return request;
    }

    private static FetchedEmail Read(string id, Message message, CancellationToken cancellationToken)
    {
        var remote = LabelFolders.Email(id, message.LabelIds);
        try
        {
            var raw = Decode(message.Raw ?? "");
            return new FetchedEmail
            {
                Remote = remote,
                ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(message.InternalDate ?? 0),
                Size = raw.Length,
                ExternalId = id,
                ExternalThreadId = message.ThreadId,
                IsDraft = message.LabelIds?.Contains(LabelFolders.Drafts) == true,
                Content = MimeReader.Read(new MemoryStream(raw, writable: false), MimeLimits.Default, cancellationToken),
            };
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return new FetchedEmail { Remote = remote, Failure = $"read:{exception.GetType().Name}" };
        }
    }

    private static byte[] Decode(string raw) => Base64Url.DecodeFromChars(raw);
}
