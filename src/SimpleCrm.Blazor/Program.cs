using MudBlazor.Services;
using SimpleCrm;
using SimpleCrm.Blazor;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.Api;
using SimpleCrm.Blazor.App;
using SimpleCrm.Blazor.Jobs;
using SimpleCrm.MailProviders;
using SimpleCrm.Sandbox.Hosting;

var command = ProductCommand.Take(args, out var settings);
var builder = WebApplication.CreateBuilder(settings);
builder.AddProductDefaults();
builder.AddSandbox();
builder.Services.AddSimpleCrm(builder.Configuration);
builder.Services.AddMailProviders(builder.Configuration);
builder.Services.AddSignIn();
builder.Services.AddApi();
builder.Services.AddJobs(builder.Configuration);
builder.Services.AddMudServices();
builder.Services.AddScreens();
builder.Services.AddRazorComponents().AddInteractiveServerComponents();

return await builder.Build().StartProductAsync(command, app =>
{
    app.UseSecurityHeaders();
    if (!app.Environment.IsDevelopment())
        app.UseExceptionHandler("/error", createScopeForErrors: true);
    app.UseNotFoundPage();
    app.UseOriginCheck();
    app.UseApi();
    app.UseAuthentication();
    app.UseApiLimits();
    app.UseAuthorization();
    app.UseAntiforgery();
    app.MapStaticAssets().AllowAnonymous();
    app.MapAccount();
    app.MapAuth();
    app.MapApi();
    app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null).RequireAuthorization();
});
