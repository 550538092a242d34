using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>
/// Delta queries: a round lists what there is, or what has changed since the last one, page by page with next links, and ends with a delta link.
/// </summary>
internal sealed class DeltaRounds(MicrosoftSandbox sandbox)
{
    private const int Kept = 64;

    private readonly Dictionary<string, Round> _rounds = [];
    private readonly Queue<string> _order = [];

    /// <summary>An entry of a round: what there is now, or what has left.</summary>
    public sealed record Entry(string Id, Removal? Removal = null);

    private sealed record Round(string Scope, List<Entry> Entries, long Until, int Generation, string Select, int PageSize);

    /// <param name="mailbox">Whose.</param>
    /// <param name="request">The call; its tokens are read here.</param>
    /// <param name="scope">What is followed: a folder's id, "folders" or "contacts".</param>
    /// <param name="context">For the answer's context.</param>
    /// <param name="list">Entries after a sequence number; 0 for all.</param>
    /// <param name="show">An entry as it is now; null when it has gone meanwhile.</param>
    public GraphAnswer Answer(MicrosoftMailbox mailbox, GraphRequest request, string scope, string context, Func<long, IEnumerable<Entry>> list, Func<string, IReadOnlyList<string>?, JsonObject?> show)
    {
        var (round, id, position) = request["$skiptoken"] is { } skip ? Resume(mailbox, scope, skip) : Begin(mailbox, request, scope, list);
        var select = GraphQuery.Select(round.Select);
        var value = new JsonArray();
        for (; position < round.Entries.Count && value.Count < round.PageSize; position++)
        {
            var entry = round.Entries[position];
            if (entry.Removal is { } removal)
                value.Add((JsonNode)new JsonObject { ["@removed"] = new JsonObject { ["reason"] = removal.Reason }, ["id"] = request.WantsImmutableIds ? removal.ImmutableId : removal.Id });
            else if (show(entry.Id, select) is { } shown)
                value.Add((JsonNode)shown);
        }
        var answer = new JsonObject { ["@odata.context"] = GraphQuery.Context(context), ["value"] = value };
        var address = sandbox.GraphAddress + request.Path;
        if (position < round.Entries.Count)
            answer["@odata.nextLink"] = $"{address}?$skiptoken={Encode($"{id}|{position}")}";
        else
            answer["@odata.deltaLink"] = $"{address}?$deltatoken={Encode(string.Create(CultureInfo.InvariantCulture, $"{scope}|{round.Until}|{round.Generation}|{round.Select}|{round.PageSize}"))}";
        return GraphAnswer.Ok(answer);
    }

    private (Round Round, string Id, int Position) Begin(MicrosoftMailbox mailbox, GraphRequest request, string scope, Func<long, IEnumerable<Entry>> list)
    {
        var (since, select, size) = (0L, request["$select"] ?? "", request.MaxPageSize ?? sandbox.DeltaPageSize);
        if (request["$deltatoken"] is { } token)
        {
            var parts = Decode(token).Split('|');
            if (parts.Length != 5 || parts[0] != scope || parts[2] != mailbox.Generation.ToString(CultureInfo.InvariantCulture))
                throw GraphException.SyncStateGone();
            (since, select) = (long.Parse(parts[1], CultureInfo.InvariantCulture), parts[3]);
            size = request.MaxPageSize ?? int.Parse(parts[4], CultureInfo.InvariantCulture);
        }
        var round = new Round(scope, [.. list(since)], mailbox.Sequence, mailbox.Generation, select, Math.Clamp(size, 1, 1000));
        var id = Guid.NewGuid().ToString("N");
        // Only a round of several pages is asked for again.
        if (round.Entries.Count > round.PageSize)
        {
            _rounds[id] = round;
            _order.Enqueue(id);
            if (_order.Count > Kept)
                _rounds.Remove(_order.Dequeue());
        }
        return (round, id, 0);
    }

    private (Round Round, string Id, int Position) Resume(MicrosoftMailbox mailbox, string scope, string token)
    {
        var parts = Decode(token).Split('|');
        return parts.Length == 2 && _rounds.TryGetValue(parts[0], out var round) && round.Generation == mailbox.Generation && round.Scope == scope
            ? (round, parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture))
            : throw GraphException.SyncStateGone();
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static string Decode(string token)
    {
        try
        {
            var text = token.Replace('-', '+').Replace('_', '/');
            return Encoding.UTF8.GetString(Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '=')));
        }
        catch (FormatException)
        {
            throw new GraphException(400, "ErrorInvalidUrlQuery", "Badly formed token.");
        }
    }
}
