using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Identity;

namespace SimpleCrm.Blazor.Access;

/// <summary>How a request proves who sent it: the cookie of the pages, or a bearer token of the API.</summary>
internal static class SignInServices
{
    private const string CookieOrToken = "CookieOrToken";

    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddAuthentication(CookieOrToken)
            .AddPolicyScheme(CookieOrToken, null, options => options.ForwardDefaultSelector = Scheme)
            .AddBearerToken(IdentityConstants.BearerScheme, options => options.Events.OnMessageReceived = ReadHubToken)
            .AddIdentityCookies(cookies =>
            {
                cookies.ApplicationCookie!.Configure(ConfigureCookie);
                cookies.TwoFactorUserIdCookie!.Configure(options => options.Cookie.Name = "SimpleCrm.SecondFactor");
                cookies.TwoFactorRememberMeCookie!.Configure(options => options.Cookie.Name = "SimpleCrm.KnownBrowser");
            });
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromSeconds(30));
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, SignedOutIsNotForbidden>();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, LiveAuthenticationState>();
        services.AddScoped<CurrentViewer>();
    }

    private static string Scheme(HttpContext context) =>
        context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) || HubToken(context) is not null
            ? IdentityConstants.BearerScheme
            : IdentityConstants.ApplicationScheme;

    // Browsers cannot set headers on a WebSocket, so hub clients there send the token in the query.
    private static string? HubToken(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/hubs") && context.Request.Query["access_token"].ToString() is { Length: > 0 } token ? token : null;

    private static Task ReadHubToken(MessageReceivedContext context)
    {
        context.Token = HubToken(context.HttpContext);
        return Task.CompletedTask;
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "SimpleCrm.SignIn";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromDays(14);
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.AccessDeniedPath = "/access-denied";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
    }

    // Only a person looking at a page can be sent elsewhere; a program wants the status.
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        var endpoint = context.HttpContext.GetEndpoint();
        var isPage = endpoint is null
            ? context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            : endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
        if (isPage && HttpMethods.IsGet(context.Request.Method))
            context.Response.Redirect(context.RedirectUri);
        else
            context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
