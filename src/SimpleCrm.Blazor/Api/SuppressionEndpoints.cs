using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.Api;

/// <summary>Addresses to which nobody may write; managers and admins keep the list.</summary>
[Sees(Sight.Records)]
internal static class SuppressionEndpoints
{
    public static void MapSuppressions(this RouteGroupBuilder api)
    {
        api.MapGet("/suppressions", ListAsync).WithSummary("Addresses to which nobody here may write, by address.");
        api.MapPut("/suppressions", AddAsync).RequireAuthorization(Policies.Manager).ProducesValidationProblem().WithSummary("Enter an address, or give another reason.");
        api.MapDelete("/suppressions", RemoveAsync).RequireAuthorization(Policies.Manager).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Take an address off the list.");
    }

    private static async Task<Ok<SuppressionAnswer[]>> ListAsync(ApiViewer viewer, Suppressions suppressions, CancellationToken cancellationToken, string q = "", string? after = null, int count = 50) =>
        TypedResults.Ok((await suppressions.ListAsync(viewer, q, after, count, cancellationToken)).Select(SuppressionAnswer.Of).ToArray());

    private static async Task<Results<NoContent, ValidationProblem>> AddAsync(SuppressionBody body, ApiViewer viewer, Suppressions suppressions, CancellationToken cancellationToken) =>
        await suppressions.AddAsync(viewer, body.Address ?? "", body.Reason ?? "", cancellationToken) is { Count: > 0 } errors
            ? Problems.Fields(errors)
            : TypedResults.NoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        [FromQuery] string address, ApiViewer viewer, Suppressions suppressions, CancellationToken cancellationToken) =>
        await suppressions.RemoveAsync(viewer, address, cancellationToken) is not null ? TypedResults.NoContent() : Problems.NotFound("suppressed address");
}
