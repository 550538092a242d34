using System.Globalization;
using SimpleCrm.Deals;

namespace SimpleCrm.Blazor.Deals;

/// <summary>Amounts for people.</summary>
public static class Money
{
    /// <summary>"€ 48,600", "€ 48,600.50", "CHF 900".</summary>
    public static string Text(decimal value, string currency)
    {
        var sign = currency switch { "EUR" => "€", "USD" => "$", "GBP" => "£", "JPY" => "¥", _ => currency };
        return $"{sign} {Number(value)}";
    }

    /// <summary>"48,600", "48,600.50".</summary>
    public static string Number(decimal value) => value.ToString(value == decimal.Truncate(value) ? "N0" : "N2", CultureInfo.InvariantCulture);

    /// <summary>The sum of each currency, the largest first; nothing for no deals.</summary>
    public static string Sum(IEnumerable<DealView> deals) =>
        string.Join(" · ", deals.GroupBy(d => d.Currency).Select(g => (g.Key, Sum: g.Sum(d => d.Value))).OrderByDescending(s => s.Sum).Select(s => Text(s.Sum, s.Key)));

    /// <summary>
    /// Reads an amount however it is written: "48600", "48,600.50", "48.600,50", "48 600". What is left of a separator with one or two digits
    /// behind it is the whole part. Null when it is none.
    /// </summary>
    public static decimal? Parse(string text)
    {
        var bare = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('€' or '$' or '£' or '¥' or '\'' or '’')));
        var cut = bare.LastIndexOfAny(['.', ',']);
        var cents = cut >= 0 && bare.Length - cut - 1 is 1 or 2 ? bare[(cut + 1)..] : "";
        var whole = (cents.Length > 0 ? bare[..cut] : bare).Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        if (whole.Length == 0 && cents.Length == 0)
            return text.Trim().Length == 0 ? 0 : null;
        return decimal.TryParse($"{(whole.Length > 0 ? whole : "0")}.{(cents.Length > 0 ? cents : "0")}", NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
