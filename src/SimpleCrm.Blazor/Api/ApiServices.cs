using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace SimpleCrm.Blazor.Api;

/// <summary>The HTTP API: <c>AddApi</c>, then <c>UseApi</c> before and <c>UseApiLimits</c> after authentication, then <c>MapApi</c>.</summary>
internal static class ApiServices
{
    public static void AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            options.SerializerOptions.MaxDepth = 16;
        });
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddProblemDetails();
        services.AddRateLimiter(ApiLimits.Configure);
        services.AddOpenApi();
        services.AddSignalR().AddJsonProtocol(options => options.PayloadSerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database", tags: [DatabaseCheck.Ready]);
    }

    public static void UseApi(this WebApplication app)
    {
        app.UseMiddleware<ApiProblems>();
        app.UseMiddleware<CrossSiteCheck>();
    }

    public static void UseApiLimits(this WebApplication app) => app.UseRateLimiter();

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/email").WithTags("Email").RequireAuthorization().AddEndpointFilter(NoStoreAsync)
            .WithMetadata(new RequestSizeLimitAttribute(ApiLimits.Body));
        api.MapConnecting();
        app.MapConsent();
        app.MapWebhooks();
        api.MapSending();
        api.MapSignatures();
        api.MapDrafts();
        api.MapSharedDrafts();
        api.MapFollowUp();
        api.MapSuppressions();
        api.MapInbox();
        api.MapThreads();
        api.MapActions();
        api.MapLinks();
        api.MapMeetings();
        api.MapSharing();
        api.MapSharedMail();
        api.MapComments();
        var records = app.MapGroup("/api").RequireAuthorization().AddEndpointFilter(NoStoreAsync).WithMetadata(new RequestSizeLimitAttribute(ApiLimits.Body));
        records.MapContacts();
        records.MapCompanies();
        records.MapLeads();
        records.MapDeals();
        records.MapActivities();
        records.MapTimelines();
        records.MapSuggestions();
        records.MapRecordSharing();
        records.MapCustomFields();
        records.MapTags();
        records.MapViews();
        records.MapNotifications();
        records.MapMerging();
        records.MapImports();
        records.MapExports();
        var mail = app.MapGroup("/mail").WithTags("Screens").RequireAuthorization().AddEndpointFilter(NoStoreAsync)
            .WithMetadata(new RequestSizeLimitAttribute(ApiLimits.Body)).ExcludeFromDescription();
        mail.MapContent();
        mail.MapPreviews();
        mail.MapComposing();
        app.MapHub<MailHub>("/hubs/mail").RequireAuthorization();
        app.MapHealth();
        app.MapOpenApi().AllowAnonymous();
    }

    // Mail must be in no cache: neither a proxy's, nor the browser's after sign-out.
    private static ValueTask<object?> NoStoreAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return next(context);
    }
}
