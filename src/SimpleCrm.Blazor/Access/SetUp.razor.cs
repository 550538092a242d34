using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using SimpleCrm.Access;

namespace SimpleCrm.Blazor.Access;

/// <summary>Makes the first admin of an empty database; closed afterwards.</summary>
public sealed partial class SetUp
{
    private IReadOnlyList<IdentityError> _errors = [];

    [Inject] internal FirstAdmin FirstAdmin { get; set; } = null!;
    [Inject] internal PasswordSignIn Passwords { get; set; } = null!;
    [Inject] internal NavigationManager Navigation { get; set; } = null!;
    [CascadingParameter] public required HttpContext HttpContext { get; set; }
    [SupplyParameterFromForm(FormName = "setup")] public PersonForm? Form { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (!await FirstAdmin.IsNeededAsync(HttpContext.RequestAborted))
            Navigation.NavigateTo("/sign-in");
    }

    private async Task CreateAsync()
    {
        Form ??= new();
        _errors = Form.Missing(emailToo: true);
        if (_errors.Count > 0)
            return;
        var result = await FirstAdmin.CreateAsync(Form.Name!.Trim(), Form.Email!.Trim(), Form.Password!, HttpContext.Request.Cookies["zone"], HttpContext.RequestAborted);
        if (result is { Succeeded: false })
        {
            _errors = [.. result.Errors];
            return;
        }
        if (result is not null)
            await Passwords.ByCookieAsync(Form.Email, Form.Password!, staySignedIn: true);
        Navigation.NavigateTo(result is null ? "/sign-in" : "/welcome");
    }
}
