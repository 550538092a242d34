namespace SimpleCrm.Outbox;

/// <summary>Removes what the outbox no longer needs, every few hours.</summary>
internal sealed class OutboxTidying(OutgoingContents contents, AttachmentUploads uploads, DraftStore drafts, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(6);
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now < _next)
            return;
        await contents.DropFiledAsync(now.UtcDateTime.AddDays(-1), cancellationToken);
        foreach (var ids in await drafts.UploadIdsAsync(cancellationToken))
            uploads.Keep(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        uploads.DeleteOld();
        _next = now + Every;
    }
}
