using Microsoft.AspNetCore.Identity;

namespace SimpleCrm.Access;

/// <summary>Refuses passwords that are long enough and still among the first to be guessed: common words with digits behind, one character or a keyboard row repeated, the person's own address.</summary>
internal sealed class PasswordWeakness : IPasswordValidator<User>
{
    private static readonly string[] Common =
    [
        "password", "passwort", "passw0rd", "qwertyuiop", "qwerty", "qwertz", "asdfghjkl", "asdfgh", "zxcvbnm", "letmein", "iloveyou", "welcome", "admin",
        "administrator", "monkey", "dragon", "football", "baseball", "sunshine", "princess", "superman", "trustno", "whatever", "changeme", "secret", "login",
        "master", "hello", "simplecrm", "company", "summer", "winter", "spring", "autumn", "abc", "test", "user", "root", "my", "the",
    ];

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) =>
        Task.FromResult(password is not null && IsWeak(password, user.Email)
            ? IdentityResult.Failed(new IdentityError { Code = "PasswordTooCommon", Description = "This password is among the first to be guessed. Choose another, for example four unrelated words." })
            : IdentityResult.Success);

    internal static bool IsWeak(string password, string? email)
    {
        var lower = password.ToLowerInvariant();
        if (lower.Distinct().Count() < 5 || lower == email?.ToLowerInvariant())
            return true;
        var words = email is null ? Common : [.. Common, email.Split('@')[0].ToLowerInvariant()];
        // What common words and digits leave over is what has to be guessed.
        foreach (var word in words.Where(w => w.Length > 0).OrderByDescending(w => w.Length))
            lower = lower.Replace(word, "", StringComparison.Ordinal);
        return lower.Count(char.IsLetter) < 3 && lower.Where(c => !char.IsLetter(c)).Distinct().Count() <= 10 && (lower.Length < password.Length || lower.All(char.IsDigit));
    }
}
