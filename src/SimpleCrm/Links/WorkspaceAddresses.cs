namespace SimpleCrm.Links;

/// <summary>The addresses of the workspace's own mailboxes, and the domains they are in: whoever writes from there is a colleague, not a contact.</summary>
internal sealed class WorkspaceAddresses
{
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _domains = new(StringComparer.Ordinal);

    public WorkspaceAddresses(IEnumerable<string> addresses)
    {
        foreach (var key in addresses.Select(AddressKeys.Of).Where(k => k.Length > 0))
        {
            _keys.Add(key);
            var domain = key[(key.LastIndexOf('@') + 1)..];
            if (!DomainNames.IsPersonal(domain) && DomainNames.Registrable(domain) is { Length: > 0 } registrable)
                _domains.Add(registrable);
        }
    }

    public bool Contain(Participant participant) =>
        _keys.Contains(participant.Key) || _domains.Count > 0 && _domains.Contains(DomainNames.Registrable(participant.Domain));
}
