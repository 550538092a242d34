using SimpleCrm.Mail;

namespace SimpleCrm.Blazor.Inbox;

/// <summary>What was odd about an email, in words for its reader. Oddities that change nothing for them are left out.</summary>
public static class EmailWarnings
{
    private const string Cut = "This email is too large or too deeply nested to be shown whole. The rest is in its source.";

    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["two-from"] = "This email names more than one sender. Be careful with what it asks for.",
        ["no-from"] = "This email does not say who sent it.",
        ["sender-disguised"] = "The sender's name is made to look like another address. Look at the real address before you answer.",
        ["depth-limit"] = Cut,
        ["part-limit"] = Cut,
        ["body-limit"] = Cut,
        ["broken-structure"] = "This email is damaged; what could be read is shown. The whole of it is in its source.",
        ["missing-leaf"] = "This email is damaged; what could be read is shown. The whole of it is in its source.",
    };

    public static IEnumerable<string> For(EmailView email) =>
        email.Warnings.Select(code => Sentences.GetValueOrDefault(code)).OfType<string>().Distinct();
}
