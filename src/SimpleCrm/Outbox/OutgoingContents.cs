using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SimpleCrm.Database;
using SimpleCrm.Encryption;
using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>
/// The messages of outbox rows, as they go over the wire: small ones in the database, large ones in encrypted files below
/// <c>DataDirectory/outgoing</c>. A file is complete before the row that needs it is stored, and removed after it has gone.
/// </summary>
public sealed class OutgoingContents(IDbContextFactory<SimpleCrmDbContext> contexts, Vault vault, KeyRing keys, IOptions<SimpleCrmOptions> options, TimeProvider time)
{
    // No row is stored so long after its file.
    private static readonly TimeSpan Unclaimed = TimeSpan.FromHours(1);

    // Dates stand among the first fields.
    private const int Head = 64 * 1024;

    private readonly string _folder = Path.Combine(Path.GetFullPath(options.Value.DataDirectory), "outgoing");

    /// <summary>Begins the message of a row.</summary>
    internal MessageSpool Begin(long outgoingId) => new(keys, PathOf(outgoingId), OutgoingContent.Place(outgoingId));

    /// <summary>The row of a complete message.</summary>
    internal OutgoingContent Seal(long outgoingId, MessageSpool message) => new()
    {
        OutgoingEmailId = outgoingId,
        MessageCipher = message.InMemory is { } bytes ? vault.EncryptPacked(bytes.Span, OutgoingContent.Place(outgoingId)) : [],
    };

    /// <summary>Null when it was filed long ago and is only at the server.</summary>
    internal async Task<MailContent?> OpenAsync(long outgoingId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var cipher = await db.OutgoingContents.Where(c => c.OutgoingEmailId == outgoingId).Select(c => c.MessageCipher).SingleOrDefaultAsync(cancellationToken);
        if (cipher is { Length: > 0 })
            return vault.Decrypt(cipher, OutgoingContent.Place(outgoingId));
        var file = new FileInfo(PathOf(outgoingId));
        return cipher is null || !file.Exists ? null
            : new MailContent(SealedFileReader.ContentLength(file.Length), async ct => await SealedFileReader.OpenAsync(keys, file.FullName, OutgoingContent.Place(outgoingId), ct));
    }

    /// <summary>Opens a message that has never left, with the time at which it leaves: it may have been held, put off, or sent before its time.</summary>
    internal async Task<MailContent?> OpenDatedAsync(OutgoingEmail outgoing, DateTime now, CancellationToken cancellationToken)
    {
        if (await OpenAsync(outgoing.Id, cancellationToken) is not { } message)
            return null;
        await using var dated = Begin(outgoing.Id);
        await using (var source = await message.OpenAsync(cancellationToken))
        {
            var head = new byte[Math.Min(Head, message.Length)];
            await source.ReadExactlyAsync(head, cancellationToken);
            if (MessageBuilder.Redate(head, new DateTimeOffset(now, TimeSpan.Zero)) is not { } changed)
                return message;
            await dated.WriteAsync(changed, cancellationToken);
            await source.CopyToAsync(dated, cancellationToken);
        }
        await dated.CompleteAsync(cancellationToken);
        dated.Keep();
        var cipher = Seal(outgoing.Id, dated).MessageCipher;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.OutgoingContents.Where(c => c.OutgoingEmailId == outgoing.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.MessageCipher, cipher), cancellationToken);
        await db.Emails.Where(e => e.Id == outgoing.EmailId).ExecuteUpdateAsync(s => s.SetProperty(e => e.SentAt, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond))), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return dated.Content;
    }

    /// <summary>Drops the messages whose copy in Sent has been seen at the server for a day, whose source is read from there, and files without a row.</summary>
    internal async Task DropFiledAsync(DateTime filedBefore, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.OutgoingContents
            .Where(c => db.OutgoingEmails.Any(o => o.Id == c.OutgoingEmailId && o.State == OutgoingState.Filed && o.FiledAt < filedBefore
                && db.Placements.Any(p => p.EmailId == o.EmailId)))
            .ExecuteDeleteAsync(cancellationToken);
        if (!Directory.Exists(_folder))
            return;
        var old = (time.GetUtcNow() - Unclaimed).UtcDateTime;
        var inFiles = await db.OutgoingContents.Where(c => c.MessageCipher.Length == 0).Select(c => c.OutgoingEmailId).ToListAsync(cancellationToken);
        var claimed = inFiles.Select(id => id.ToString(CultureInfo.InvariantCulture)).ToHashSet();
        foreach (var file in new DirectoryInfo(_folder).EnumerateFiles().Where(f => f.LastWriteTimeUtc < old && !claimed.Contains(f.Name)))
            file.Delete();
    }

    private string PathOf(long outgoingId) => Path.Combine(_folder, outgoingId.ToString(CultureInfo.InvariantCulture));
}
