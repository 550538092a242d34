namespace SimpleCrm.Contacts;

/// <summary>Phone numbers as words of a search.</summary>
internal static class PhoneNumbers
{
    /// <summary>Each number as it was written and as digits alone, so that both ways of typing find it.</summary>
    public static IEnumerable<string> Words(string lines) => lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(number => (string[])[number, string.Concat(number.Where(char.IsAsciiDigit))]);
}
