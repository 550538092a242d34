namespace SimpleCrm.Sandbox.Google;

/// <summary>One call of a batch.</summary>
/// <param name="Target">Absolute or relative, as it came.</param>
internal sealed record BatchPart(string Method, string Target, string? ContentId, string? Authorization, ReadOnlyMemory<byte> Body);
