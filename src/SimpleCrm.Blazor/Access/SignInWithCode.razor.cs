using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using SimpleCrm.Access;

namespace SimpleCrm.Blazor.Access;

/// <summary>The second step of sign-in: the code of an authenticator app.</summary>
public sealed partial class SignInWithCode
{
    private string? _refusal;

    [Inject] internal SignInManager<User> SignIns { get; set; } = null!;
    [Inject] internal NavigationManager Navigation { get; set; } = null!;
    [CascadingParameter] public required HttpContext HttpContext { get; set; }
    [SupplyParameterFromQuery] public string? ReturnUrl { get; set; }
    [SupplyParameterFromQuery] public bool Stay { get; set; }
    [SupplyParameterFromForm(FormName = "two-factor")] public CodeForm? Form { get; set; }

    private string RecoveryUrl => $"/sign-in/recovery-code?returnUrl={Uri.EscapeDataString(LocalUrl.Of(ReturnUrl))}";

    protected override async Task OnInitializedAsync()
    {
        // Only somebody whose password was right a moment ago has a code to enter.
        if (await SignIns.GetTwoFactorAuthenticationUserAsync() is null)
            Navigation.NavigateTo("/sign-in");
    }

    private async Task EnterAsync()
    {
        var code = (Form?.Code ?? "").Replace(" ", "", StringComparison.Ordinal);
        var result = await SignIns.TwoFactorAuthenticatorSignInAsync(code, Stay, Form?.KnowThisBrowser == true);
        if (result.Succeeded)
            Navigation.NavigateTo(LocalUrl.Of(ReturnUrl));
        else if (result.IsLockedOut)
            Navigation.NavigateTo("/locked-out");
        else
            _refusal = "This code is not right. It changes every 30 seconds; check that your phone's clock is correct.";
    }

    /// <summary>What the code form posts.</summary>
    public sealed class CodeForm
    {
        public string? Code { get; set; }
        public bool KnowThisBrowser { get; set; }
    }
}
