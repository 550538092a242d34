namespace SimpleCrm.EndToEnd.Kills;

/// <summary>A moment of the conversation between the product and its mail servers at which the product ends.</summary>
/// <param name="FromServer">Whether what the server says is counted, or what the product says.</param>
/// <param name="Line">The line or HTTP message, counted from 1, that is held back when the product is killed.</param>
/// <param name="Delay">
/// Zero: the line never arrives. Otherwise it does, and the product dies so much later, in the midst of what it does about it.
/// </param>
internal sealed record KillPoint(bool FromServer, long Line, TimeSpan Delay)
{
    public static KillPoint Choose(Random random, long clientLines, long serverLines, TimeSpan longestDelay)
    {
        var fromServer = random.Next(3) == 0;
        var lines = Math.Max(1, fromServer ? serverLines : clientLines);
        var delay = random.Next(2) == 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(random.Next(1, (int)longestDelay.TotalMilliseconds));
        return new KillPoint(fromServer, random.NextInt64(1, lines + 1), delay);
    }

    public override string ToString() => $"{(FromServer ? "answer" : "command")} {Line}{(Delay > TimeSpan.Zero ? $" and {Delay.TotalMilliseconds:0} ms" : "")}";
}
