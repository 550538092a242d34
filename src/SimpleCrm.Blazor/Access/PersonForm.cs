using Microsoft.AspNetCore.Identity;

namespace SimpleCrm.Blazor.Access;

/// <summary>What a new person says of themselves.</summary>
public sealed class PersonForm
{
    public string? Name { get; set; }
    public string? Email { get; set; }
    public string? Password { get; set; }

    internal IReadOnlyList<IdentityError> Missing(bool emailToo)
    {
        var errors = new List<IdentityError>();
        if (string.IsNullOrWhiteSpace(Name))
            errors.Add(new() { Code = "Name", Description = "Enter your name as colleagues and customers know it." });
        else if (Name.Length > 200)
            errors.Add(new() { Code = "Name", Description = "Use at most 200 characters." });
        if (emailToo && string.IsNullOrWhiteSpace(Email))
            errors.Add(new() { Code = "Email", Description = "Enter your email address." });
        if (string.IsNullOrEmpty(Password))
            errors.Add(new() { Code = "Password", Description = "Choose a password." });
        return errors;
    }
}
