using SimpleCrm.Access;

namespace SimpleCrm.Sharing;

/// <summary>What administrators decided about sharing; one row, none before they did.</summary>
public sealed class WorkspaceShareSettings
{
    public const long OnlyId = 1;

    public long Id { get; set; } = OnlyId;
    public SharingLevel Default { get; set; }
    public SharingAudience DefaultAudience { get; set; }
    public SharingLevel Least { get; set; }
    public SharingLevel Most { get; set; } = SharingLevel.Everything;
    public DateTime UpdatedAt { get; set; }
    public long UpdatedById { get; set; }
}
