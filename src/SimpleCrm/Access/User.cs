using Microsoft.AspNetCore.Identity;
using SimpleCrm.Suggestions;

namespace SimpleCrm.Access;

/// <summary>A person of the workspace.</summary>
public sealed class User : IdentityUser<long>
{
    public User() => Id = RowId.Next();

    public string DisplayName { get; set; } = "";
    public Role Role { get; set; }
    public long? TeamId { get; set; }

    /// <summary>A disabled person cannot sign in; open pages and tokens stop working within a minute.</summary>
    public bool IsDisabled { get; set; }

    /// <summary>IANA time zone name.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>"light", "dark" or "system".</summary>
    public string Theme { get; set; } = "system";

    /// <summary>Rows of 36 px instead of 64 px in lists.</summary>
    public bool CompactRows { get; set; }

    /// <summary>Seconds in which an email can be taken back after "Send"; 0 for none.</summary>
    public int UndoSeconds { get; set; } = 10;

    /// <summary>Which unknown people are suggested to them as contacts.</summary>
    public SuggestionPolicy Suggestions { get; set; }

    /// <summary>Signed addresses given out before this time no longer work.</summary>
    public DateTime? UrlsRevokedAt { get; set; }

    public DateTime CreatedAt { get; set; }
    public DateTime? LastSeenAt { get; set; }
}
