namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>One call and its answer, for checks against the published description.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Below the version, with a leading slash and without the query.</param>
/// <param name="RequestType">Content type of the request; empty without a body.</param>
/// <param name="Request">Body of the request.</param>
/// <param name="Status">HTTP status of the answer.</param>
/// <param name="ResponseType">Content type of the answer; null without a body.</param>
/// <param name="Response">Body of the answer.</param>
public sealed record GraphExchange(
    string Method, string Path, string RequestType, ReadOnlyMemory<byte> Request, int Status, string? ResponseType, ReadOnlyMemory<byte> Response);
