namespace SimpleCrm.Mail;

/// <summary>A file opened to be looked at, by what it is and not by what it is called. Dispose it.</summary>
/// <param name="Kind">None for what is no picture, PDF or text by its own bytes.</param>
/// <param name="FileName">Decoded and cleaned.</param>
/// <param name="MimeType">Of a picture or PDF, by its signature.</param>
/// <param name="Text">The beginning of a text, at most <see cref="AttachmentPreviews.TextBytes"/>.</param>
/// <param name="Content">The bytes of a picture or PDF, from the start.</param>
public sealed record AttachmentPreview(PreviewKind Kind, string FileName, string MimeType, string Text, Stream? Content) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content?.DisposeAsync() ?? ValueTask.CompletedTask;
}
