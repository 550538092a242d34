using System.Globalization;
using SimpleCrm.Mail;

namespace SimpleCrm.CustomFields;

/// <summary>Values of custom fields as text: what people enter, what is stored, and what orders them.</summary>
internal static class CustomText
{
    private const int TextLength = 500, LinkLength = 500;
    private const decimal MostNumber = 999_999_999_999_999m;

    private static readonly string[] Dates = ["yyyy-MM-dd", "yyyy-M-d", "yyyy/M/d", "d.M.yyyy"];

    /// <summary>The text to be stored for what was entered, which is not empty; null when it is none of the field's, with what to do.</summary>
    public static (string? Text, string Mistake) Read(CustomField field, string entered) => field.Type switch
    {
        CustomFieldType.Number => decimal.TryParse(entered, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= MostNumber
            ? (decimal.Round(number, 6).ToString("0.######", CultureInfo.InvariantCulture), "")
            : (null, "Enter a number like 1250 or 1250.75."),
        CustomFieldType.Date => DateOnly.TryParseExact(entered, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? (date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "")
            : (null, "Enter a date like 2027-01-31."),
        CustomFieldType.YesNo => entered.ToLowerInvariant() switch
        {
            "yes" or "true" or "1" => ("yes", ""),
            "no" or "false" or "0" => ("no", ""),
            _ => (null, "Enter yes or no."),
        },
        CustomFieldType.Choice => field.Split().FirstOrDefault(c => c.Equals(entered, StringComparison.OrdinalIgnoreCase)) is { } choice
            ? (choice, "")
            : (null, $"Choose one of: {string.Join(", ", field.Split().Take(10))}."),
        CustomFieldType.Link => Uri.TryCreate(entered.Contains("://", StringComparison.Ordinal) ? entered : $"https://{entered}", UriKind.Absolute, out var link)
            && link.Scheme is "http" or "https" && link.UserInfo.Length == 0 && link.AbsoluteUri.Length <= LinkLength
            ? (link.AbsoluteUri, "")
            : (null, "Enter a web address like https://example.com/contract."),
        _ => entered.Length <= TextLength ? (entered, "") : (null, $"Use at most {TextLength} characters."),
    };

    /// <summary>What orders a stored text among others of its field.</summary>
    public static string SortKey(CustomFieldType type, string text) => type switch
    {
        CustomFieldType.Number => Number(decimal.Parse(text, CultureInfo.InvariantCulture)),
        CustomFieldType.Date => text,
        _ => DisplayText.Truncate(string.Join(' ', SearchText.Tokens(text)), CustomFieldValue.SortKeyLength),
    };

    // Fifteen digits and six decimals; negative numbers count down from nines.
    private static string Number(decimal number)
    {
        var digits = Math.Abs(number).ToString("000000000000000.000000", CultureInfo.InvariantCulture);
        return number >= 0 ? $"1{digits}" : $"0{string.Concat(digits.Select(c => c == '.' ? c : (char)('9' - (c - '0'))))}";
    }
}
