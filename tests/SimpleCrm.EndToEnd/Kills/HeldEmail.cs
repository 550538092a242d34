namespace SimpleCrm.EndToEnd.Kills;

/// <summary>An email in a folder, as the server and as the product tell it.</summary>
internal sealed record HeldEmail(string Folder, string MessageId, bool IsRead, bool IsStarred)
{
    public override string ToString() => $"{Folder} {MessageId}{(IsRead ? " read" : "")}{(IsStarred ? " starred" : "")}";
}
