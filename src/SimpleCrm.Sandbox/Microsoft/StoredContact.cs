using System.Text.Json.Nodes;

namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>A contact, kept as the JSON that the service shows.</summary>
internal sealed class StoredContact(string id, JsonObject json)
{
    public string Id { get; } = id;
    public JsonObject Json { get; } = json;
    public long Sequence { get; set; }
}
