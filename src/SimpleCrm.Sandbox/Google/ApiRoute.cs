namespace SimpleCrm.Sandbox.Google;

/// <summary>A method of an API.</summary>
/// <param name="Template">Segments; those in braces match anything.</param>
/// <param name="Units">What it costs.</param>
/// <param name="Scopes">Any of these permits it.</param>
internal sealed record ApiRoute(string Method, string[] Template, int Units, string[] Scopes, Func<GmailMailbox, ApiCall, ApiReply> Handle)
{
    public Dictionary<string, string>? Match(string method, string[] segments)
    {
        if (method != Method || segments.Length != Template.Length)
            return null;
        var values = new Dictionary<string, string>();
        for (var i = 0; i < segments.Length; i++)
        {
            if (Template[i][0] == '{')
                values[Template[i][1..^1]] = Uri.UnescapeDataString(segments[i]);
            else if (Template[i] != segments[i])
                return null;
        }
        return values;
    }
}
