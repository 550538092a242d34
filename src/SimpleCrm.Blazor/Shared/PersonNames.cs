using System.Globalization;
using SimpleCrm.Mail;

namespace SimpleCrm.Blazor.Shared;

/// <summary>How people are called on screen: names before addresses.</summary>
public static class PersonNames
{
    /// <summary>The display name, else the address.</summary>
    public static string Full(EmailAddress person) => person.Name.Length > 0 ? person.Name : person.Email.Length > 0 ? person.Email : "Unknown sender";

    /// <summary>The given name, or the part before the @.</summary>
    public static string Short(EmailAddress person)
    {
        if (person.Name.Length == 0)
            return person.Email.IndexOf('@') is > 0 and var at ? person.Email[..at] : Full(person);
        // "Ruiz, Ana" is how directories write it.
        var comma = person.Name.IndexOf(',');
        var name = comma > 0 && comma + 1 < person.Name.Length ? person.Name[(comma + 1)..].Trim() : person.Name;
        return name.IndexOf(' ') is > 1 and var space ? name[..space] : name;
    }

    /// <summary>"Ana Ruiz" alone, "Ana, Jonas, You" together; the owner of the mailbox is "You".</summary>
    public static string Together(IReadOnlyList<EmailAddress> people, IReadOnlySet<string> own)
    {
        var names = people.Count == 1
            ? [IsOwn(people[0], own) ? "You" : Full(people[0])]
            : people.Select(p => IsOwn(p, own) ? "You" : Short(p)).Distinct().ToList();
        return names.Count == 0 ? "No sender" : string.Join(", ", names);
    }

    public static bool IsOwn(EmailAddress person, IReadOnlySet<string> own) => own.Contains(person.Email.ToLowerInvariant());

    /// <summary>One or two letters for the round picture.</summary>
    public static string Initials(EmailAddress person)
    {
        var words = (person.Name.Length > 0 ? person.Name : person.Email.Split('@')[0])
            .Split([' ', '.', '-', '_', ','], StringSplitOptions.RemoveEmptyEntries)
            .Where(w => char.IsLetterOrDigit(w, 0)).ToList();
        return words.Count == 0 ? "?" : (First(words[0]) + (words.Count > 1 ? First(words[^1]) : "")).ToUpperInvariant();

        static string First(string word) => StringInfo.GetNextTextElement(word);
    }

    /// <summary>The same person has the same colour everywhere.</summary>
    public static string Tint(EmailAddress person)
    {
        var sum = 0;
        foreach (var letter in person.Email)
            sum = (sum * 31 + char.ToLowerInvariant(letter)) & 0xFFFF;
        return $"c{sum % 4}";
    }
}
