namespace SimpleCrm.Sandbox;

/// <summary>Faults to be met by coming calls. Empty in ordinary use.</summary>
public sealed class SandboxFaults
{
    private readonly Lock _gate = new();
    private readonly List<SandboxFault> _waiting = [];

    /// <summary>Adds a fault; it is used up by the calls that meet it.</summary>
    public void Add(SandboxFault fault)
    {
        lock (_gate)
            _waiting.Add(fault);
    }

    /// <summary>Takes the oldest fault that applies to a call, or null.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">Path of the call, or of the part of a batch.</param>
    public SandboxFault? Take(string method, string path)
    {
        lock (_gate)
        {
            var index = _waiting.FindIndex(f => f.AppliesTo(method, path));
            if (index < 0)
                return null;
            var fault = _waiting[index];
            if (fault.Times <= 1)
                _waiting.RemoveAt(index);
            else
                _waiting[index] = fault with { Times = fault.Times - 1 };
            return fault;
        }
    }

    /// <summary>Forgets what waits.</summary>
    public void Clear()
    {
        lock (_gate)
            _waiting.Clear();
    }
}
