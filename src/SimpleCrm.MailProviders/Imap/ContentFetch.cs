using MailKit;
using MailKit.Net.Imap;
using SimpleCrm.Mail;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>Streams a whole message or one of its parts in pieces, so that its size does not matter.</summary>
internal sealed class ContentFetch(ImapLine line)
{
    private const int Piece = 1024 * 1024;

    public Task<bool> FetchSourceAsync(string folderId, string remoteId, Stream destination, CancellationToken cancellationToken) =>
        CopyAsync(folderId, remoteId, "", destination, cancellationToken);

    public async Task<bool> FetchAttachmentAsync(
        string folderId, string remoteId, string partId, string? transferEncoding, Stream destination, CancellationToken cancellationToken)
    {
        // A part's path is digits and dots; anything else is not sent to a server.
        if (partId.Length == 0 || partId.AsSpan().IndexOfAnyExcept("0123456789.") >= 0)
            return false;
        var decoding = TransferDecoding.DecodingStream(destination, transferEncoding);
        var found = await CopyAsync(folderId, remoteId, partId, decoding, cancellationToken);
        await decoding.FlushAsync(cancellationToken);
        return found;
    }

    private async Task<bool> CopyAsync(string folderId, string remoteId, string section, Stream destination, CancellationToken cancellationToken)
    {
        var folder = await line.SelectAsync(folderId, cancellationToken);
        if (!RemoteIds.TryUid(remoteId, folder.UidValidity, out var uid))
            return false;
        for (var offset = 0; ; offset += Piece)
        {
            int length;
            try
            {
                await using var piece = section.Length == 0
                    ? await folder.GetStreamAsync(uid, offset, Piece, cancellationToken)
                    : await folder.GetStreamAsync(uid, section, offset, Piece, cancellationToken);
                length = (int)piece.Length;
                await piece.CopyToAsync(destination, cancellationToken);
            }
            catch (MessageNotFoundException)
            {
                return false;
            }
            if (length < Piece)
                return offset > 0 || length > 0 || section.Length > 0;
        }
    }
}
