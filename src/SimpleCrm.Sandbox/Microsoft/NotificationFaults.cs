namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>What happens to change notifications on their way. All off in ordinary use.</summary>
public sealed class NotificationFaults
{
    /// <summary>They do not arrive.</summary>
    public bool Lose { get; set; }

    /// <summary>Each arrives twice.</summary>
    public bool Double { get; set; }

    /// <summary>They are held until <see cref="MicrosoftSandbox.ReleaseNotifications"/>, and then arrive in another order.</summary>
    public bool Shuffle { get; set; }
}
