using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using SimpleCrm.Access;

namespace SimpleCrm.Blazor.Access;

/// <summary>The second step of sign-in without the phone.</summary>
public sealed partial class SignInWithRecoveryCode
{
    private string? _refusal;

    [Inject] internal SignInManager<User> SignIns { get; set; } = null!;
    [Inject] internal UserManager<User> Users { get; set; } = null!;
    [Inject] internal NavigationManager Navigation { get; set; } = null!;
    [SupplyParameterFromQuery] public string? ReturnUrl { get; set; }
    [SupplyParameterFromForm(FormName = "recovery-code")] public RecoveryForm? Form { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (await SignIns.GetTwoFactorAuthenticationUserAsync() is null)
            Navigation.NavigateTo("/sign-in");
    }

    private async Task EnterAsync()
    {
        if (await SignIns.GetTwoFactorAuthenticationUserAsync() is not { } user)
            return;
        if (await Users.IsLockedOutAsync(user))
        {
            Navigation.NavigateTo("/locked-out");
            return;
        }
        var result = await SignIns.TwoFactorRecoveryCodeSignInAsync((Form?.Code ?? "").Trim().ToUpperInvariant());
        if (result.Succeeded)
        {
            Navigation.NavigateTo(LocalUrl.Of(ReturnUrl));
            return;
        }
        await Users.AccessFailedAsync(user);
        _refusal = "This code is not right, or was used before.";
    }

    /// <summary>What the recovery form posts.</summary>
    public sealed class RecoveryForm
    {
        public string? Code { get; set; }
    }
}
