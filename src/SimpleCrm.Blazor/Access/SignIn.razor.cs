using Microsoft.AspNetCore.Components;
using SimpleCrm.Access;

namespace SimpleCrm.Blazor.Access;

/// <summary>Sign-in by password or passkey.</summary>
public sealed partial class SignIn
{
    private string? _refusal;

    [Inject] internal PasswordSignIn Passwords { get; set; } = null!;
    [Inject] internal PasskeySignIn Passkeys { get; set; } = null!;
    [Inject] internal FirstAdmin FirstAdmin { get; set; } = null!;
    [Inject] internal Viewers Viewers { get; set; } = null!;
    [Inject] internal NavigationManager Navigation { get; set; } = null!;
    [CascadingParameter] public required HttpContext HttpContext { get; set; }
    [SupplyParameterFromQuery] public string? ReturnUrl { get; set; }
    [SupplyParameterFromForm(FormName = "sign-in")] public SignInForm? Form { get; set; }
    [SupplyParameterFromForm(FormName = "passkey")] public PasskeyForm? Passkey { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (!HttpMethods.IsGet(HttpContext.Request.Method))
            return;
        if (await FirstAdmin.IsNeededAsync(HttpContext.RequestAborted))
            Navigation.NavigateTo("/setup");
        else if (await Viewers.FindAsync(HttpContext.User, HttpContext.RequestAborted) is not null)
            Navigation.NavigateTo(LocalUrl.Of(ReturnUrl));
    }

    private async Task EnterAsync()
    {
        var outcome = Form is { Email: { } email, Password: { } password }
            ? await Passwords.ByCookieAsync(email, password, Form.StaySignedIn)
            : SignInOutcome.Refused;
        Follow(outcome, "This email and password do not match. After five wrong tries an account is locked for 15 minutes.", Form?.StaySignedIn == true);
    }

    private async Task EnterByPasskeyAsync() => Follow(
        Passkey?.Credential is { Length: > 0 } credential ? await Passkeys.ByCookieAsync(credential, staySignedIn: true) : SignInOutcome.Refused,
        "This passkey was not accepted. Sign in with your password.", false);

    private void Follow(SignInOutcome outcome, string refusal, bool staySignedIn)
    {
        if (outcome == SignInOutcome.Done)
            Navigation.NavigateTo(LocalUrl.Of(ReturnUrl));
        else if (outcome == SignInOutcome.CodeNeeded)
            Navigation.NavigateTo($"/sign-in/two-factor?stay={(staySignedIn ? "true" : "false")}&returnUrl={Uri.EscapeDataString(LocalUrl.Of(ReturnUrl))}");
        else
            _refusal = refusal;
    }

    /// <summary>What the sign-in form posts.</summary>
    public sealed class SignInForm
    {
        public string? Email { get; set; }
        public string? Password { get; set; }
        public bool StaySignedIn { get; set; }
    }

    /// <summary>What the browser's authenticator answered, as JSON.</summary>
    public sealed class PasskeyForm
    {
        public string? Credential { get; set; }
    }
}
