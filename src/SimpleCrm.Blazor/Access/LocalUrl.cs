namespace SimpleCrm.Blazor.Access;

/// <summary>Keeps a return address on this site.</summary>
internal static class LocalUrl
{
    /// <summary>The address when it is a path of this site, else the start page.</summary>
    public static string Of(string? url) =>
        url is ['/', ..] && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.Any(char.IsControl) ? url : "/";
}
