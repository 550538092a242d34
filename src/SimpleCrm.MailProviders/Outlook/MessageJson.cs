using System.Text;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Serialization.Json;

namespace SimpleCrm.MailProviders.Outlook;

/// <summary>Reads messages that came as parts of a batch.</summary>
internal static class MessageJson
{
    public static Message Parse(string json)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return new JsonParseNodeFactory().GetRootParseNodeAsync("application/json", content).GetAwaiter().GetResult().GetObjectValue(Message.CreateFromDiscriminatorValue)!;
    }

    public static IReadOnlyList<Message> ParseList(string json)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return new JsonParseNodeFactory().GetRootParseNodeAsync("application/json", content).GetAwaiter().GetResult().GetObjectValue(MessageCollectionResponse.CreateFromDiscriminatorValue)?.Value ?? [];
    }
}
