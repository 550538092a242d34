using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Suggestions;

namespace SimpleCrm.Blazor.Api;

/// <summary>Unknown people of one's own mail, suggested as contacts.</summary>
[Sees(Sight.OwnMail)]
internal static class SuggestionEndpoints
{
    public static void MapSuggestions(this RouteGroupBuilder api)
    {
        var suggestions = api.MapGroup("/contacts/suggestions").WithTags("Contacts");
        suggestions.MapGet("", ListAsync).WithSummary("People one corresponds with who are no contacts yet, with what their signatures tell.");
        suggestions.MapGet("/policy", PolicyAsync).WithSummary("Which unknown people are suggested.");
        suggestions.MapPut("/policy", SetPolicyAsync).WithSummary("Change that.");
        suggestions.MapGet("/blocked", BlockedAsync).WithSummary("Addresses and domains that are not suggested.");
        suggestions.MapPost("/blocked", BlockAsync).WithSummary("Never suggest an address, or anybody of a domain, again.");
        suggestions.MapDelete("/blocked", UnblockAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Take that back.");
    }

    private static async Task<Results<Ok<SuggestionAnswer[]>, ValidationProblem>> ListAsync(
        ApiViewer viewer, ContactSuggestions suggestions, CancellationToken cancellationToken, [FromQuery] int count = 20) =>
        count is < 1 or > ContactSuggestions.Most
            ? Problems.Field("count", $"Ask for 1 to {ContactSuggestions.Most} people.")
            : TypedResults.Ok((await suggestions.ListAsync(viewer, count, cancellationToken)).Select(SuggestionAnswer.Of).ToArray());

    private static async Task<Ok<SuggestionPolicyBody>> PolicyAsync(ApiViewer viewer, ContactSuggestions suggestions, CancellationToken cancellationToken) =>
        TypedResults.Ok(new SuggestionPolicyBody { Policy = await suggestions.PolicyAsync(viewer, cancellationToken) });

    private static async Task<NoContent> SetPolicyAsync(SuggestionPolicyBody body, ApiViewer viewer, ContactSuggestions suggestions, CancellationToken cancellationToken)
    {
        await suggestions.SetPolicyAsync(viewer, body.Policy, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<string[]>> BlockedAsync(ApiViewer viewer, ContactSuggestions suggestions, CancellationToken cancellationToken) =>
        TypedResults.Ok((await suggestions.BlockedAsync(viewer, cancellationToken)).ToArray());

    private static async Task<Results<NoContent, ValidationProblem>> BlockAsync(BlockedSenderBody body, ApiViewer viewer, ContactSuggestions suggestions, CancellationToken cancellationToken) =>
        await suggestions.BlockAsync(viewer, body.Value ?? "", cancellationToken)
            ? TypedResults.NoContent()
            : Problems.Field("value", $"Enter an address like ana@example.com or a domain like example.com; at most {ContactSuggestions.MostBlocked:N0} in all.");

    private static async Task<Results<NoContent, ProblemHttpResult>> UnblockAsync(
        [FromQuery] string value, ApiViewer viewer, ContactSuggestions suggestions, CancellationToken cancellationToken) =>
        await suggestions.UnblockAsync(viewer, value, cancellationToken) ? TypedResults.NoContent() : Problems.NotFound("blocked address or domain");
}
