using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.Gmail.v1.Data;

/// <summary>Set up or update a new push notification watch on this user's mailbox.</summary>
internal class WatchRequest : IDirectResponseSchema
{
    /// <summary>A fully qualified Google Cloud Pub/Sub API topic name to publish the events to.</summary>
    [JsonProperty("topicName")]
    public virtual string? TopicName { get; set; }

    /// <summary>The ETag of the item.</summary>
    [JsonIgnore]
    public virtual string? ETag { get; set; }
}
