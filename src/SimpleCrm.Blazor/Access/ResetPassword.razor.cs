using Microsoft.AspNetCore.Components;
using SimpleCrm.Access;

namespace SimpleCrm.Blazor.Access;

/// <summary>Where an admin's password link leads.</summary>
public sealed partial class ResetPassword
{
    private string? _error;
    private bool _done;

    [Inject] internal PasswordReset Reset { get; set; } = null!;
    [CascadingParameter] public required HttpContext HttpContext { get; set; }
    [Parameter] public long UserId { get; set; }
    [Parameter] public string Token { get; set; } = "";
    [SupplyParameterFromForm(FormName = "reset-password")] public PersonForm? Form { get; set; }

    protected override void OnInitialized() => HttpContext.Response.Headers["Referrer-Policy"] = "no-referrer";

    private async Task ResetAsync()
    {
        var result = await Reset.RedeemAsync(UserId, Token, Form?.Password ?? "");
        _done = result.Succeeded;
        _error = result.Errors.FirstOrDefault()?.Description;
    }
}
