using Microsoft.AspNetCore.Identity;

namespace SimpleCrm.Access;

/// <summary>What people are told when an account cannot be made or changed.</summary>
internal sealed class AccountErrors : IdentityErrorDescriber
{
    public override IdentityError PasswordTooShort(int length) => Say(nameof(PasswordTooShort), $"Use at least {length} characters.");
    public override IdentityError PasswordMismatch() => Say(nameof(PasswordMismatch), "The current password is not right.");
    public override IdentityError InvalidEmail(string? email) => Say(nameof(InvalidEmail), "This is not an email address.");
    public override IdentityError InvalidUserName(string? userName) => Say(nameof(InvalidEmail), "This is not an email address.");
    public override IdentityError DuplicateEmail(string email) => Say(nameof(DuplicateEmail), "Somebody with this address already has an account.");
    public override IdentityError DuplicateUserName(string userName) => DuplicateEmail(userName);

    public override IdentityError InvalidToken() => Say(nameof(InvalidToken), "This link was used or is older than a day. Ask an admin for a new one.");

    private static IdentityError Say(string code, string description) => new() { Code = code, Description = description };
}
