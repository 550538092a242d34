using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using SimpleCrm.Access;

namespace SimpleCrm.Blazor.Access;

/// <summary>Where an invitation link leads: name and password of the new person.</summary>
public sealed partial class Join
{
    private OpenInvitation? _invitation;
    private IReadOnlyList<IdentityError> _errors = [];

    [Inject] internal Invitations Invitations { get; set; } = null!;
    [Inject] internal PasswordSignIn Passwords { get; set; } = null!;
    [Inject] internal NavigationManager Navigation { get; set; } = null!;
    [CascadingParameter] public required HttpContext HttpContext { get; set; }
    [Parameter] public string Token { get; set; } = "";
    [SupplyParameterFromForm(FormName = "join")] public PersonForm? Form { get; set; }

    protected override async Task OnInitializedAsync()
    {
        // The address of this page is the invitation itself.
        HttpContext.Response.Headers["Referrer-Policy"] = "no-referrer";
        _invitation = await Invitations.FindAsync(Token, HttpContext.RequestAborted);
    }

    private async Task AcceptAsync()
    {
        Form ??= new();
        _errors = Form.Missing(emailToo: false);
        if (_errors.Count > 0 || _invitation is null)
            return;
        var result = await Invitations.AcceptAsync(Token, Form.Name!.Trim(), Form.Password!, HttpContext.Request.Cookies["zone"], HttpContext.RequestAborted);
        if (result is null)
        {
            _invitation = null;
            return;
        }
        _errors = [.. result.Errors];
        if (!result.Succeeded)
            return;
        await Passwords.ByCookieAsync(_invitation.Email, Form.Password!, staySignedIn: true);
        Navigation.NavigateTo("/welcome");
    }
}
