using Microsoft.JSInterop;

namespace SimpleCrm.Blazor.Shared;

/// <summary>Objects of the page's scripts that belong to a component.</summary>
internal static class ScriptObjects
{
    /// <summary>Stops the script and lets go of it.</summary>
    public static async ValueTask EndAsync(this IJSObjectReference? script)
    {
        try
        {
            if (script is not null)
            {
                await script.InvokeVoidAsync("dispose");
                await script.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the script with it.
        }
    }
}
