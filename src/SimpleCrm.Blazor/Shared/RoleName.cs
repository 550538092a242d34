using SimpleCrm.Access;

namespace SimpleCrm.Blazor.Shared;

/// <summary>Roles as people read them.</summary>
internal static class RoleName
{
    public static string Of(Role role) => role switch
    {
        Role.Admin => "Admin",
        Role.Manager => "Manager",
        _ => "Rep",
    };
}
