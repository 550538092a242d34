using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Encryption;

namespace SimpleCrm.Outbox;

/// <summary>The messages of outbox rows, as they go over the wire.</summary>
public sealed class OutgoingContents(IDbContextFactory<SimpleCrmDbContext> contexts, Vault vault)
{
    internal OutgoingContent Seal(long outgoingId, ReadOnlySpan<byte> message) =>
        new() { OutgoingEmailId = outgoingId, MessageCipher = vault.EncryptPacked(message, OutgoingContent.Place(outgoingId)) };

    /// <summary>Null when it was filed long ago and is only at the server.</summary>
    internal async Task<byte[]?> OpenAsync(long outgoingId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var cipher = await db.OutgoingContents.Where(c => c.OutgoingEmailId == outgoingId).Select(c => c.MessageCipher).SingleOrDefaultAsync(cancellationToken);
        return cipher is null ? null : vault.Decrypt(cipher, OutgoingContent.Place(outgoingId));
    }

    /// <summary>Opens a message that has never left, with the time at which it leaves: it may have been held, put off, or sent before its time.</summary>
    internal async Task<byte[]?> OpenDatedAsync(OutgoingEmail outgoing, DateTime now, CancellationToken cancellationToken)
    {
        var message = await OpenAsync(outgoing.Id, cancellationToken);
        if (message is null || MessageBuilder.Redate(message, new DateTimeOffset(now, TimeSpan.Zero)) is not { } dated)
            return message;
        var cipher = Seal(outgoing.Id, dated).MessageCipher;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.OutgoingContents.Where(c => c.OutgoingEmailId == outgoing.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.MessageCipher, cipher), cancellationToken);
        await db.Emails.Where(e => e.Id == outgoing.EmailId).ExecuteUpdateAsync(s => s.SetProperty(e => e.SentAt, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond))), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return dated;
    }

    /// <summary>Drops the messages whose copy in Sent has been seen at the server for a day: its source is read from there.</summary>
    internal async Task DropFiledAsync(DateTime filedBefore, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.OutgoingContents
            .Where(c => db.OutgoingEmails.Any(o => o.Id == c.OutgoingEmailId && o.State == OutgoingState.Filed && o.FiledAt < filedBefore
                && db.Placements.Any(p => p.EmailId == o.EmailId)))
            .ExecuteDeleteAsync(cancellationToken);
    }
}
