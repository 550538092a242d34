using System.Reflection;
using SimpleCrm.Access;

namespace SimpleCrm.Blazor.Api;

/// <summary>The person on whose behalf an endpoint works, as a parameter of its handler.</summary>
/// <param name="Viewer">Made anew for each request from who they are now.</param>
internal sealed record ApiViewer(Viewer Viewer)
{
    public static implicit operator Viewer(ApiViewer person) => person.Viewer;

    public static async ValueTask<ApiViewer> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var viewers = context.RequestServices.GetRequiredService<Viewers>();
        return await viewers.FindAsync(context.User, context.RequestAborted) is { } viewer
            ? new ApiViewer(viewer)
            : throw new BadHttpRequestException("You are signed out. Sign in again.", StatusCodes.Status401Unauthorized);
    }
}
