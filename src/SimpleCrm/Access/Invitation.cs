namespace SimpleCrm.Access;

/// <summary>A link by which one new person may join. Only a hash of its token is stored.</summary>
public sealed class Invitation
{
    public long Id { get; set; } = RowId.Next();
    public string Email { get; set; } = "";
    public Role Role { get; set; }
    public long? TeamId { get; set; }
    public byte[] TokenHash { get; set; } = [];
    public long? InvitedById { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime ExpiresAt { get; set; }
    public DateTime? AcceptedAt { get; set; }
}
