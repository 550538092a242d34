using MudBlazor;

namespace SimpleCrm.Blazor.Records;

/// <summary>How dialogs about records open.</summary>
internal static class RecordDialogs
{
    public static DialogOptions Options { get; } = new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true, BackdropClick = false };
}
