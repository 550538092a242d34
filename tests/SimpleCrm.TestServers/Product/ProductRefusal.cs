using System.Net;

namespace SimpleCrm.TestServers.Product;

/// <summary>The product answered with something other than success.</summary>
public sealed class ProductRefusal(HttpStatusCode status, string problem) : Exception($"{(int)status} {status}: {problem}")
{
    public HttpStatusCode Status => status;

    /// <summary>The body as sent: problem details (RFC 9457) as JSON.</summary>
    public string Problem => problem;
}
