namespace SimpleCrm.Access;

/// <summary>Names of the authorisation policies. Each asks for an active person whose role in the database is at least the one named.</summary>
public static class Policies
{
    /// <summary>Any active person.</summary>
    public const string Rep = nameof(Role.Rep);

    /// <summary>A manager or an admin.</summary>
    public const string Manager = nameof(Role.Manager);

    /// <summary>An admin.</summary>
    public const string Admin = nameof(Role.Admin);
}
