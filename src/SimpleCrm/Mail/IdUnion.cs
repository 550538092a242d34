namespace SimpleCrm.Mail;

/// <summary>Disjoint sets over message-ids and emails.</summary>
internal sealed class IdUnion
{
    private readonly List<int> _parent = [];
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    internal int Add()
    {
        _parent.Add(_parent.Count);
        return _parent.Count - 1;
    }

    internal int Of(string id)
    {
        if (!_ids.TryGetValue(id, out var node))
            _ids[id] = node = Add();
        return node;
    }

    internal int Root(int node)
    {
        while (_parent[node] != node)
        {
            _parent[node] = _parent[_parent[node]];
            node = _parent[node];
        }
        return node;
    }

    internal void Join(int a, int b)
    {
        a = Root(a);
        b = Root(b);
        // The older set keeps its root, so groups come out in the order of their first email.
        _parent[Math.Max(a, b)] = Math.Min(a, b);
    }
}
