using SimpleCrm.Access;

namespace SimpleCrm.Contacts;

/// <summary>What can be done to records of every kind.</summary>
public interface IRecords<TView> where TView : class, IRecordView
{
    /// <summary>Null when there is no such record.</summary>
    Task<TView?> FindAsync(Viewer viewer, long id, CancellationToken cancellationToken);

    /// <summary>Deletes those of the records that are the viewer's to delete, so that they can be restored.</summary>
    /// <returns>The ids of those that were deleted.</returns>
    Task<IReadOnlyList<long>> DeleteAsync(Viewer viewer, IReadOnlyList<long> ids, CancellationToken cancellationToken);

    /// <summary>Takes deleting back.</summary>
    Task<RecordOutcome<TView>> RestoreAsync(Viewer viewer, long id, CancellationToken cancellationToken);

    /// <summary>Takes deleting several back, as far as nothing stands against it.</summary>
    /// <returns>What stood against each of those that stay deleted, for the person; empty when all are back.</returns>
    Task<IReadOnlyList<string>> RestoreAsync(Viewer viewer, IReadOnlyList<long> ids, CancellationToken cancellationToken);

    /// <summary>Gives records to another person, or to nobody.</summary>
    /// <returns>The owners before, of those that changed hands; null when the new one is nobody active.</returns>
    Task<IReadOnlyList<FormerOwner>?> AssignAsync(Viewer viewer, IReadOnlyList<long> ids, long? ownerId, CancellationToken cancellationToken);
}
