using Microsoft.Graph.Models.ODataErrors;

namespace SimpleCrm.MailProviders.Outlook;

/// <summary>Next and delta links: opaque, but followed only to the service that is configured.</summary>
internal static class Links
{
    public static bool IsOwn(GraphLine line, string link) => link.StartsWith(line.Endpoint + "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Makes a request of a link.</summary>
    /// <exception cref="ODataError">It leads elsewhere, which counts as a state that has gone.</exception>
    public static T Check<T>(GraphLine line, string link, Func<string, T> request) =>
        IsOwn(line, link) ? request(link) : throw new ODataError { ResponseStatusCode = 410 };
}
