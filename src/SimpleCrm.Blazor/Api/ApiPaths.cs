namespace SimpleCrm.Blazor.Api;

/// <summary>Where the API lives: what programs and scripts call, as opposed to pages.</summary>
internal static class ApiPaths
{
    public static bool Contain(PathString path) => path.StartsWithSegments("/api") || path.StartsWithSegments("/mail") || path.StartsWithSegments("/health");
}
