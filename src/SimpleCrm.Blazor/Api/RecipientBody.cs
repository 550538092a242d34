using System.Text.Json;
using System.Text.Json.Serialization;
using SimpleCrm.Mail;

namespace SimpleCrm.Blazor.Api;

/// <summary>A recipient: <c>{"email", "name"}</c>, or text as people type it.</summary>
[JsonConverter(typeof(Reader))]
public sealed record RecipientBody(string? Email, string? Name)
{
    internal EmailAddress ToAddress() => new(Email?.Trim(' ') ?? "", Name?.Trim(' ') ?? "");

    // Line breaks are left in place: the check refuses them, and a parser could hide them.
    private static RecipientBody Parse(string text) =>
        !text.Any(char.IsControl) && AddressParser.Parse(text) is [{ Email.Length: > 0 } one] ? new(one.Email, one.Name) : new(text, null);

    internal sealed class Reader : JsonConverter<RecipientBody>
    {
        public override RecipientBody Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String)
                return Parse(reader.GetString()!);
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new JsonException();
            return new(Text(document.RootElement, "email"), Text(document.RootElement, "name"));
        }

        public override void Write(Utf8JsonWriter writer, RecipientBody value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("email", value.Email);
            writer.WriteString("name", value.Name);
            writer.WriteEndObject();
        }

        private static string? Text(JsonElement element, string name) =>
            !element.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
            : value.ValueKind == JsonValueKind.String ? value.GetString()
            : throw new JsonException();
    }
}
