namespace SimpleCrm.Mail;

internal static class SearchText
{
    public static string Index(string text) => text;
}
