using SimpleCrm.Mail;

namespace SimpleCrm.Sync;

/// <summary>Operations of one kind that one command can carry out, with what they need from the database.</summary>
internal sealed record OperationBatch(IReadOnlyList<PendingOperation> Operations, bool MustVerify, IReadOnlyList<Placement> Placements, IReadOnlyDictionary<long, MailFolder> Folders)
{
    public PendingOperation First => Operations[0];

    public OperationBatch Of(PendingOperation operation) => this with
    {
        Operations = [operation],
        Placements = [.. Placements.Where(p => p.EmailId == operation.EmailId)],
    };
}
