namespace SimpleCrm.Sync;

/// <summary>Why a mailbox is worth a look. A knock says no more than that: what changed is found by asking the server.</summary>
[Flags]
public enum KnockReason
{
    None = 0,

    /// <summary>Its poll interval passed, or the product started.</summary>
    Poll = 1,

    /// <summary>The provider hinted at a change (IDLE, webhook).</summary>
    Push = 2,

    /// <summary>A person asked for it; waiting times after failures are skipped.</summary>
    Person = 4,

    /// <summary>Operations wait to be written to the server.</summary>
    WriteBack = 8,

    /// <summary>It was connected, edited, resumed or reconnected: open sessions are of no further use.</summary>
    Connected = 16,

    /// <summary>Compare every folder with the server.</summary>
    Audit = 32,
}
