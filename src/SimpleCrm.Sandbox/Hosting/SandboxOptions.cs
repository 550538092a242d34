namespace SimpleCrm.Sandbox.Hosting;

/// <summary>Whether and how the sandbox runs beside the product; configuration section <c>Sandbox</c>.</summary>
public sealed class SandboxOptions
{
    public const string Section = "Sandbox";

    /// <summary>On in Development unless configured otherwise, off everywhere else.</summary>
    public bool Enabled { get; set; }

    /// <summary>Where it listens on 127.0.0.1; 1 to 65535.</summary>
    public int Port { get; set; } = 5090;

    /// <summary>
    /// How often a customer writes to each mailbox by themselves, roughly; answers come after a ninth to four ninths of it. From 1 second to 1 day,
    /// or 0 for customers who only answer.
    /// </summary>
    public TimeSpan Pace { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>What is wrong with the settings, naming the key; null when nothing is.</summary>
    public string? FindFault() =>
        Port is < 1 or > 65535 ? $"{Section}:Port must be from 1 to 65535."
        : Pace != TimeSpan.Zero && (Pace < TimeSpan.FromSeconds(1) || Pace > TimeSpan.FromDays(1)) ? $"{Section}:Pace must be from 00:00:01 to 1.00:00:00, or 00:00:00."
        : null;
}
