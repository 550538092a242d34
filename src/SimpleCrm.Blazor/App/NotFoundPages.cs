using Microsoft.AspNetCore.Diagnostics;
using SimpleCrm.Blazor.Api;

namespace SimpleCrm.Blazor.App;

/// <summary>What is typed wrong ends on a page of the product; programs get the bare status.</summary>
internal static class NotFoundPages
{
    public static void UseNotFoundPage(this WebApplication app)
    {
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
                pages.Enabled = context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal) && !ApiPaths.Contain(context.Request.Path);
            return next(context);
        });
    }
}
