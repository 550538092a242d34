using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SimpleCrm.TestServers.Product;

/// <summary>Ids are text to a client, whether the product writes them as text or as numbers.</summary>
internal sealed class TextIdConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number ? reader.GetInt64().ToString(CultureInfo.InvariantCulture) : reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
