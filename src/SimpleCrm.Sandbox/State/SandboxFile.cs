using System.Text.Json;

namespace SimpleCrm.Sandbox.State;

/// <summary>
/// Keeps what is in the sandbox from one run of the product to the next, as the real providers would: mail with its ids, labels and folders,
/// consents, and who is to be told of changes. Without it every restart would take the mail away that the product has synced.
/// </summary>
internal sealed class SandboxFile(string path)
{
    // Of another shape: begin anew.
    private const int Version = 1;

    private readonly Lock _gate = new();
    private (ulong, long) _kept;

    /// <summary>Reads the file into a sandbox whose accounts are open and empty; false when there is none that can be read.</summary>
    public bool TryRestore(SandboxServer sandbox)
    {
        try
        {
            using var stream = File.OpenRead(path);
            if (JsonSerializer.Deserialize<SandboxState>(stream) is not { } state || state.Version != Version)
                return false;
            GoogleState.Restore(sandbox, state.Gmail);
            MicrosoftState.Restore(sandbox, state.Microsoft);
            ConsentState.Restore(sandbox.GoogleAccounts, state.GoogleConsents);
            ConsentState.Restore(sandbox.MicrosoftAccounts, state.MicrosoftConsents);
            return true;
        }
        catch (Exception exception) when (exception is IOException or JsonException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Writes the file when something has changed since.</summary>
    public void Keep(SandboxServer sandbox)
    {
        lock (_gate)
        {
            var state = new SandboxState
            {
                Version = Version,
                Gmail = GoogleState.Take(sandbox),
                Microsoft = MicrosoftState.Take(sandbox),
                GoogleConsents = ConsentState.Take(sandbox.GoogleAccounts),
                MicrosoftConsents = ConsentState.Take(sandbox.MicrosoftAccounts),
            };
            if (state.Mark == _kept)
                return;
            try
            {
                var next = path + ".new";
                using (var stream = File.Create(next))
                    JsonSerializer.Serialize(stream, state);
                File.Move(next, path, overwrite: true);
                _kept = state.Mark;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The next time will do; what is lost is simulated.
            }
        }
    }
}
