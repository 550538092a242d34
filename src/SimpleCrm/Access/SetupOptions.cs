using System.ComponentModel.DataAnnotations;

namespace SimpleCrm.Access;

/// <summary>The first admin of an empty database (configuration section <c>Setup</c>). Without it the set-up page asks.</summary>
public sealed class SetupOptions
{
    /// <summary>Address with which the first admin signs in.</summary>
    [EmailAddress(ErrorMessage = "Setup:AdminEmail must be an email address.")]
    public string? AdminEmail { get; set; }

    /// <summary>At least 12 characters. Remove it from the configuration once the admin has signed in.</summary>
    [MinLength(12, ErrorMessage = "Setup:AdminPassword must have at least 12 characters.")]
    public string? AdminPassword { get; set; }
}
