using System.Text.Json.Nodes;

namespace SimpleCrm.Sandbox.Google;

/// <summary>A call and its answer, as an observer sees them. Parts of a batch come one by one.</summary>
/// <param name="Api">"gmail" or "people".</param>
/// <param name="Path">Below the API's root, such as <c>gmail/v1/users/me/profile</c>.</param>
/// <param name="Query">Names and values of the query.</param>
/// <param name="Request">The JSON body; null for none.</param>
/// <param name="Response">The JSON body; null for none.</param>
public sealed record GoogleExchange(string Api, string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Query, JsonObject? Request, int Status, JsonObject? Response);
