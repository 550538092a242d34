using System.Text.Json;

namespace SimpleCrm.Mail;

/// <summary>Reads the addresses kept as JSON in rows.</summary>
internal static class StoredPeople
{
    public static IReadOnlyList<EmailAddress> Addresses(string json) =>
        json is "" or "[]" ? [] : JsonSerializer.Deserialize<List<EmailAddress>>(json) ?? [];

    public static EmailPeople People(string json) =>
        json is "" or "{}" ? new() : JsonSerializer.Deserialize<EmailPeople>(json) ?? new();
}
