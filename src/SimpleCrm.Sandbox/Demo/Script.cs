using System.Text.Json;

namespace SimpleCrm.Sandbox.Demo;

/// <summary>What the cast says. In braces stand the words that change: names, numbers, days.</summary>
internal sealed record Script(
    IReadOnlyList<Script.Thread> Threads, IReadOnlyList<Script.Opener> Openers, IReadOnlyList<string> FollowUps, IReadOnlyList<string> Answers, IReadOnlyList<string> Products)
{
    public sealed record Thread(string Subject, IReadOnlyList<Turn> Turns);

    /// <param name="From">"customer" or "rep".</param>
    /// <param name="Text">Without greeting and farewell.</param>
    /// <param name="File">Name of an attachment.</param>
    public sealed record Turn(string From, string Text, string? File = null);

    public sealed record Opener(string Subject, string Text, string? File = null);

    public static Script Load()
    {
        using var stream = typeof(Script).Assembly.GetManifestResourceStream("conversations.json")!;
        return JsonSerializer.Deserialize<Script>(stream, JsonSerializerOptions.Web)!;
    }
}
