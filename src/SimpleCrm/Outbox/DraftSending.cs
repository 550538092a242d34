using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;

namespace SimpleCrm.Outbox;

/// <summary>Hands drafts over to the outbox. A draft that is taken back is a draft again.</summary>
public sealed class DraftSending
{
    private readonly DraftStore _store;
    private readonly EmailSending _sending;

    internal DraftSending(DraftStore store, EmailSending sending) => (_store, _sending) = (store, sending);

    /// <summary>Puts a draft into the outbox as it was saved last. Returns once that is durable.</summary>
    /// <returns>
    /// What is wrong by field, or the stored outbox row. <see cref="SendReceipt.IsConflict"/> when the key was used for something else, or another
    /// revision is stored than the person saw. Null when the draft is sent, discarded, or not the viewer's.
    /// </returns>
    public async Task<SendReceipt?> SendAsync(Viewer viewer, Guid id, DraftSendOrder order, CancellationToken cancellationToken)
    {
        var key = Drafts.KeyOf(id);
        var idempotencyKey = order.IdempotencyKey ?? string.Create(CultureInfo.InvariantCulture, $"draft {key} {order.Revision}");
        var hash = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { key, order = order with { IdempotencyKey = null } }));
        if (await _sending.FindRepeatAsync(viewer, idempotencyKey, hash, cancellationToken) is { } repeat)
            return repeat;
        await using var db = await _store.OpenAsync(cancellationToken);
        var draft = await DraftStore.Open(db, viewer).SingleOrDefaultAsync(d => d.Key == key, cancellationToken);
        if (draft is null)
            // Sent by a repeat that was faster.
            return await _sending.FindRepeatAsync(viewer, idempotencyKey, hash, cancellationToken);
        if (draft.Revision != order.Revision)
            return new SendReceipt { IsConflict = true };
        var undo = order.UndoSeconds ?? await db.Users.Where(u => u.Id == viewer.UserId).Select(u => u.UndoSeconds).SingleAsync(cancellationToken);
        var request = DraftMessages.Request(draft, _store.Content(draft)) with
        {
            SendAt = order.SendAt,
            TimeZone = order.TimeZone,
            UndoWindow = TimeSpan.FromSeconds(undo),
            RemindAt = order.RemindAt,
            CancelIfAnswered = order.CancelIfAnswered,
            IdempotencyKey = idempotencyKey,
        };
        var receipt = await _sending.SendAsync(viewer, request, hash, (draft.Id, draft.Revision), cancellationToken);
        if (receipt.IsAccepted)
            _store.Publish(draft);
        return receipt;
    }
}
