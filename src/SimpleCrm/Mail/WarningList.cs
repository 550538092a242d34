namespace SimpleCrm.Mail;

/// <summary>Each code once, in the order met.</summary>
internal sealed class WarningList
{
    private readonly List<string> _codes = [];

    internal IReadOnlyList<string> Codes => _codes;

    internal void Add(string code)
    {
        if (!_codes.Contains(code))
            _codes.Add(code);
    }
}
