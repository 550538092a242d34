using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using QRCoder;
using SimpleCrm.Access;

namespace SimpleCrm.Blazor.Settings;

/// <summary>Turns the second factor on and off. A page without a circuit: each step renews the cookie.</summary>
public sealed partial class TwoFactor
{
    private const int CodeCount = 10;
    private User? _user;
    private bool _isOn;
    private string _key = "";
    private string _qr = "";
    private string? _error;
    private IReadOnlyList<string>? _codes;

    [Inject] internal UserManager<User> Users { get; set; } = null!;
    [Inject] internal SignInManager<User> SignIns { get; set; } = null!;
    [Inject] internal Viewers Viewers { get; set; } = null!;
    [Inject] internal NavigationManager Navigation { get; set; } = null!;
    [CascadingParameter] public required HttpContext HttpContext { get; set; }
    [SupplyParameterFromForm(FormName = "enable")] public EnableForm? Enable { get; set; }
    [SupplyParameterFromForm(FormName = "manage")] public ManageForm? Manage { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _user = await Users.GetUserAsync(HttpContext.User);
        if (_user is null)
            return;
        _isOn = await Users.GetTwoFactorEnabledAsync(_user);
        if (_isOn)
            return;
        if (await Users.GetAuthenticatorKeyAsync(_user) is not { Length: > 0 } key)
        {
            await Users.ResetAuthenticatorKeyAsync(_user);
            await RenewAsync(_user);
            key = (await Users.GetAuthenticatorKeyAsync(_user))!;
        }
        _key = string.Join(' ', key.Chunk(4).Select(c => new string(c))).ToLowerInvariant();
        _qr = Picture($"otpauth://totp/SimpleCRM:{Uri.EscapeDataString(_user.Email!)}?secret={key}&issuer=SimpleCRM&digits=6");
    }

    private async Task EnableAsync()
    {
        if (_user is null || _isOn)
            return;
        var code = (Enable?.Code ?? "").Replace(" ", "", StringComparison.Ordinal);
        if (!await Users.VerifyTwoFactorTokenAsync(_user, Users.Options.Tokens.AuthenticatorTokenProvider, code))
        {
            _error = "This code is not right. It changes every 30 seconds; check that your phone's clock is correct.";
            return;
        }
        await Users.SetTwoFactorEnabledAsync(_user, true);
        await ShowNewCodesAsync(_user);
    }

    private async Task ManageAsync()
    {
        if (_user is null || !_isOn)
            return;
        if (await Users.IsLockedOutAsync(_user) || !await Users.CheckPasswordAsync(_user, Manage?.Password ?? ""))
        {
            await Users.AccessFailedAsync(_user);
            _error = "The password is not right. After five wrong tries the account is locked for 15 minutes.";
        }
        else if (Manage?.Act == "codes")
        {
            await ShowNewCodesAsync(_user);
        }
        else if (Manage?.Act == "off")
        {
            await Users.SetTwoFactorEnabledAsync(_user, false);
            // A key that was in use is not offered again.
            await Users.ResetAuthenticatorKeyAsync(_user);
            await SignIns.ForgetTwoFactorClientAsync();
            await RenewAsync(_user);
            Navigation.NavigateTo("/settings/security");
        }
    }

    private async Task ShowNewCodesAsync(User user)
    {
        _codes = [.. await Users.GenerateNewTwoFactorRecoveryCodesAsync(user, CodeCount) ?? []];
        await RenewAsync(user);
    }

    private async Task RenewAsync(User user)
    {
        await SignIns.RefreshSignInAsync(user);
        Viewers.Forget(user.Id);
    }

    private static string Picture(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(data);
        return "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(svg.GetGraphic(4)));
    }

    /// <summary>The first code of the authenticator.</summary>
    public sealed class EnableForm
    {
        public string? Code { get; set; }
    }

    /// <summary>What to do with a second factor that is on.</summary>
    public sealed class ManageForm
    {
        public string? Password { get; set; }
        public string? Act { get; set; }
    }
}
