namespace SimpleCrm.Mail;

/// <summary>How far a message is followed. Reaching a limit cuts what is read and adds a warning; it never fails the message.</summary>
/// <param name="MaxDepth">Nested multiparts and messages. Deeper ones become opaque leaves.</param>
/// <param name="MaxParts">Leaves and multiparts together. Later ones are not listed.</param>
/// <param name="MaxHeaderBytes">Octets of one header field; the rest of the field is cut.</param>
/// <param name="MaxHeaders">Header fields kept of one header block.</param>
/// <param name="MaxBodyBytes">Transfer-encoded octets kept of all displayed text parts together.</param>
/// <param name="MaxAddresses">Addresses kept of one header field.</param>
/// <param name="MaxReferences">Message-ids kept of References: the first one and the last ones.</param>
public sealed record MimeLimits(
    int MaxDepth = 64,
    int MaxParts = 1_000,
    int MaxHeaderBytes = 256 * 1024,
    int MaxHeaders = 1_000,
    long MaxBodyBytes = 8 * 1024 * 1024,
    int MaxAddresses = 2_000,
    int MaxReferences = 100)
{
    public static readonly MimeLimits Default = new();
}
