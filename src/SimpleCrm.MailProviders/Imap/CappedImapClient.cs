using MailKit;
using MailKit.Net.Imap;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>An IMAP client that does not take more bytes in one piece than it asked for.</summary>
internal sealed class CappedImapClient(IProtocolLogger logger) : ImapClient(logger)
{
    /// <summary>The largest piece that is ever asked for, with room for servers that count sizes differently.</summary>
    public const int MaxPiece = 4 * 1024 * 1024;

    protected override ImapFolder CreateImapFolder(ImapFolderConstructorArgs args) => new CappedFolder(args);

    private sealed class CappedFolder(ImapFolderConstructorArgs args) : ImapFolder(args)
    {
        protected override Stream CreateStream(UniqueId? uid, string section, int offset, int length)
        {
            if (length > MaxPiece)
                throw new ImapProtocolException($"The server announced a literal of {length} bytes.");
            return new MemoryStream(length);
        }
    }
}
