namespace SimpleCrm.Mail;

/// <summary>The codes found in <see cref="ParsedEmail.Warnings"/>.</summary>
public static class MimeWarnings
{
    public const string DepthLimit = "depth-limit";
    public const string PartLimit = "part-limit";
    public const string HeaderLimit = "header-limit";
    public const string BodyLimit = "body-limit";
    public const string RecipientLimit = "recipient-limit";
    public const string UnknownCharset = "unknown-charset";
    public const string MislabelledCharset = "mislabelled-charset";
    public const string TwoFrom = "two-from";
    public const string NoFrom = "no-from";
    public const string SenderDisguised = "sender-disguised";
    public const string BadDate = "bad-date";
    public const string BrokenStructure = "broken-structure";
    public const string MissingLeaf = "missing-leaf";
    public const string UuencodedText = "uuencoded-text";
}
