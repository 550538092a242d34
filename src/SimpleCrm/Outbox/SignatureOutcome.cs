namespace SimpleCrm.Outbox;

/// <summary>What became of storing a signature: it is there, or what is wrong with it by field, or neither when it is not the viewer's.</summary>
public sealed record SignatureOutcome(SignatureView? Stored, IReadOnlyDictionary<string, string[]> Errors)
{
    internal static readonly SignatureOutcome Unknown = new(null, new Dictionary<string, string[]>());

    internal static SignatureOutcome Wrong(string field, string message) => new(null, new Dictionary<string, string[]> { [field] = [message] });
}
