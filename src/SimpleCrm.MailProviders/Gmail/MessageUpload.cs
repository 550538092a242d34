using Google.Apis.Upload;

namespace SimpleCrm.MailProviders.Gmail;

/// <summary>Hands large messages over in pieces, as Google advises, so that they are never held whole.</summary>
internal static class MessageUpload
{
    /// <summary>Bytes from which a message goes up in pieces.</summary>
    public const int From = 2 * 1024 * 1024;

    private const int Piece = 4 * ResumableUpload.MinimumChunkSize;

    /// <exception cref="Exception">Whatever the call met.</exception>
    public static async Task<TAnswer> RunAsync<TBody, TAnswer>(ResumableUpload<TBody, TAnswer> upload, CancellationToken cancellationToken)
    {
        upload.ChunkSize = Piece;
        var progress = await upload.UploadAsync(cancellationToken);
        return progress.Exception is { } failure ? throw failure : upload.ResponseBody;
    }
}
