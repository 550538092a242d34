using SimpleCrm.Links;

namespace SimpleCrm.Views;

/// <summary>The view with which a person's list of a kind opens.</summary>
public sealed class DefaultView
{
    public long UserId { get; set; }
    public RecordKind Kind { get; set; }
    public long ViewId { get; set; }
}
