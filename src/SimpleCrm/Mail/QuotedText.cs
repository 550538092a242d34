namespace SimpleCrm.Mail;

/// <summary>Splits a plain text body.</summary>
public static class QuotedText
{
    public static string OwnWords(string text) => text;
}
