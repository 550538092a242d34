using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Blazor.Api;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Api;

/// <summary>Whatever answers a request, shows a page or calls a client says what it shows, and has a person to decide by.</summary>
public sealed class VisibilityRuleTests(ApiHost host) : IClassFixture<ApiHost>
{
    // Judged by the proof in the address; started and finished by a redirect that finds its person itself.
    private static readonly string[] FindTheirPerson = ["/mail/attachments/{id}", "/api/email/consent/{provider}", "/api/email/callback"];

    private static IEnumerable<Type> Own => typeof(Program).Assembly.GetTypes();

    [Fact]
    public void Every_endpoint_says_what_it_shows_and_takes_a_person_to_decide_by()
    {
        var wrong = new List<string>();
        var handlers = 0;
        foreach (var endpoint in host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>())
        {
            var route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            if (endpoint.Metadata.GetMetadata<MethodInfo>() is not { } handler || handler.DeclaringType!.Assembly != typeof(Program).Assembly)
                continue;
            handlers++;
            if (RuleOf(handler) is not { Sights.Count: > 0 } rule)
                wrong.Add($"{route} does not say what it shows");
            else if (rule.Sights.Any(s => s is not (Sight.Nothing or Sight.Self)) && !FindTheirPerson.Contains(route) && handler.GetParameters().All(p => p.ParameterType != typeof(ApiViewer)))
                wrong.Add($"{route} has no person to decide by");
        }
        Assert.Empty(wrong);
        Assert.True(handlers > 90, $"Only {handlers} handlers were found.");
    }

    [Fact]
    public void No_route_answers_in_another_way_than_by_a_handler_a_page_or_a_hub()
    {
        // Health, the description of the API, files of our own build, and the framework's circuit and script.
        string[] known = ["/health/", "/openapi/", "/_blazor", "/_framework/", "/hubs/mail", "/{**path:file}"];
        var others = host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<MethodInfo>()?.DeclaringType!.Assembly != typeof(Program).Assembly
                && e.Metadata.All(m => m.GetType().Name is not ("StaticAssetDescriptor" or "ComponentTypeMetadata")))
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Where(r => !known.Any(k => r.StartsWith(k, StringComparison.Ordinal)));
        Assert.Empty(others);
    }

    [Fact]
    public void Every_page_says_what_it_shows()
    {
        var pages = Own.Where(t => t.GetCustomAttributes<RouteAttribute>().Any()).ToList();
        Assert.NotEmpty(pages);
        Assert.Empty(pages.Where(p => p.GetCustomAttribute<SeesAttribute>() is not { Sights.Count: > 0 }).Select(p => p.FullName));
    }

    [Fact]
    public void Every_hub_and_each_of_its_methods_says_what_it_shows()
    {
        var hubs = Own.Where(t => t.IsSubclassOf(typeof(Hub))).ToList();
        Assert.NotEmpty(hubs);
        Assert.Empty(hubs.Where(h => h.GetCustomAttribute<SeesAttribute>() is not { Sights.Count: > 0 }).Select(h => h.FullName));
        Assert.Empty(hubs.SelectMany(h => h.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => !m.IsSpecialName && m.GetBaseDefinition().DeclaringType == m.DeclaringType && m.GetCustomAttribute<SeesAttribute>() is null).Select(m => $"{m.DeclaringType}.{m.Name}"));
    }

    // A lambda's class is made by the compiler, within the one that declares it.
    private static SeesAttribute? RuleOf(MethodInfo handler)
    {
        if (handler.GetCustomAttribute<SeesAttribute>() is { } own)
            return own;
        for (var type = handler.DeclaringType; type is not null; type = type.DeclaringType)
            if (type.GetCustomAttribute<SeesAttribute>() is { } rule)
                return rule;
        return null;
    }
}
