using Microsoft.AspNetCore.Http;

namespace SimpleCrm.Sandbox;

/// <summary>Makes calls meet the faults that wait for them. Each provider writes errors in its own shape.</summary>
internal sealed class FaultMiddleware(SandboxFaults faults)
{
    private readonly List<(string Prefix, Func<HttpContext, SandboxFault, Task> Write)> _writers = [];

    /// <summary>How calls below a path say that they fail; the longest path that fits counts.</summary>
    public void WriteErrorsOf(string prefix, Func<HttpContext, SandboxFault, Task> write)
    {
        _writers.Add((prefix, write));
        _writers.Sort((a, b) => b.Prefix.Length - a.Prefix.Length);
    }

    public async Task InvokeAsync(HttpContext http, Func<Task> next)
    {
        var path = http.Request.Path.Value ?? "";
        if (faults.Take(http.Request.Method, path) is not { } fault)
        {
            await next();
            return;
        }
        if (fault.Delay > TimeSpan.Zero)
            await Task.Delay(fault.Delay, http.RequestAborted);
        if (fault.DropBefore)
        {
            http.Abort();
            return;
        }
        if (fault.Status != 0)
        {
            http.Response.StatusCode = fault.Status;
            if (fault.RetryAfter is { } wait)
                http.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            var writer = _writers.Find(w => path.StartsWith(w.Prefix, StringComparison.OrdinalIgnoreCase)).Write;
            await (writer?.Invoke(http, fault) ?? http.Response.WriteAsJsonAsync(new { error = fault.ErrorCode ?? "temporarily_unavailable" }));
            return;
        }
        if (!fault.DropAfter)
        {
            await next();
            return;
        }
        // Nothing of the answer leaves, so that the caller cannot tell it from a call that had no effect.
        http.Response.Body = Stream.Null;
        await next();
        http.Abort();
    }
}
