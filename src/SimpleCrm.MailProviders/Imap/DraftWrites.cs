using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MimeKit;
using SimpleCrm.Mail;
using SimpleCrm.Mailboxes;
using SimpleCrm.Sync;
using SearchQuery = MailKit.Search.SearchQuery;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>
/// Keeps drafts in the account's Drafts folder. IMAP cannot replace a message, so the new one is stored before the old one goes.
/// </summary>
internal sealed class DraftWrites(ImapLine line)
{
    public async Task<string> SaveAsync(string? remoteId, MailContent message, CancellationToken cancellationToken)
    {
        var folderId = await FindFolderAsync(cancellationToken) ?? (await new EmailWrites(line).CreateFolderAsync("Drafts", FolderRole.Drafts, cancellationToken)).RemoteId;
        var folder = await line.FindFolderAsync(folderId, cancellationToken);
        await using var content = await message.OpenAsync(cancellationToken);
        using var parsed = await MimeMessage.LoadAsync(ParserOptions.Default, content, persistent: true, cancellationToken);
        var uid = await folder.AppendAsync(FormatOptions.Default, new AppendRequest(parsed, MessageFlags.Seen | MessageFlags.Draft), cancellationToken);
        var stored = uid is { } known
            ? RemoteIds.Of(known.Validity, known.Id)
            : await FindStoredAsync(folderId, parsed.MessageId, remoteId, cancellationToken);
        if (remoteId is not null && remoteId != stored)
            await new EmailWrites(line).DeleteAsync(folderId, [remoteId], cancellationToken);
        return stored;
    }

    public async Task DeleteAsync(string remoteId, CancellationToken cancellationToken)
    {
        if (await FindFolderAsync(cancellationToken) is { } folderId)
            await new EmailWrites(line).DeleteAsync(folderId, [remoteId], cancellationToken);
    }

    // A server without UIDPLUS does not tell the id: it is the newest of that Message-ID.
    private async Task<string> FindStoredAsync(string folderId, string? messageId, string? remoteId, CancellationToken cancellationToken)
    {
        var (folder, _) = await line.ObserveAsync(folderId, cancellationToken);
        var uids = messageId is null ? [] : await folder.SearchAsync(SearchQuery.HeaderContains("Message-ID", messageId).And(SearchQuery.NotDeleted), cancellationToken);
        return uids.OrderByDescending(u => u.Id).Select(u => RemoteIds.Of(folder.UidValidity, u.Id)).FirstOrDefault(id => id != remoteId)
            ?? throw new MailboxAccessException(MailboxProblem.ServerError, "The draft was stored, but cannot be found.") { IsFolderOnly = true };
    }

    private async Task<string?> FindFolderAsync(CancellationToken cancellationToken) =>
        (await new FolderLister(line).ListAsync(cancellationToken)).Folders.FirstOrDefault(f => f.Role == FolderRole.Drafts && f.IsSelectable)?.RemoteId;
}
