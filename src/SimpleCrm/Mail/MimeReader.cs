namespace SimpleCrm.Mail;

/// <summary>Reads messages (RFC 5322, MIME). Pure: no content makes it throw, only the stream itself and cancellation can.</summary>
public static class MimeReader
{
    /// <summary>The header by which our own outgoing mail is found again.</summary>
    public const string OutgoingHeader = "X-SimpleCrm-Id";

    /// <summary>Reads a whole message in one forward pass.</summary>
    public static ParsedEmail Read(Stream message, MimeLimits limits, CancellationToken ct)
    {
        var warnings = new WarningList();
        var (headers, root, leaves) = MimeTreeReader.Read(message, limits, warnings.Add, ct);
        return EmailComposition.Build(headers, root, leaves, limits, warnings);
    }

    /// <summary>Composes a large message from what IMAP gives apart, so that attachments stay on the server.</summary>
    /// <param name="header">The octets of BODY[HEADER].</param>
    /// <param name="structure">From BODYSTRUCTURE.</param>
    /// <param name="leafContents">BODY[n] of <see cref="BodySelection.ReadLeaves"/> by part path, still transfer-encoded. A missing one adds a warning.</param>
    public static ParsedEmail Compose(byte[] header, PartNode structure, IReadOnlyDictionary<string, byte[]> leafContents, MimeLimits limits)
    {
        var warnings = new WarningList();
        var (headers, _, _) = MimeTreeReader.Read(new MemoryStream(header, writable: false), limits, static _ => { }, CancellationToken.None);
        var root = structure.Limited(limits, warnings.Add);
        return EmailComposition.Build(headers, root, leafContents, limits, warnings);
    }
}
