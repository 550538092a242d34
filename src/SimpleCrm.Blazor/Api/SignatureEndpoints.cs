using Microsoft.AspNetCore.Http.HttpResults;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.Api;

/// <summary>Signatures of the person's mailboxes.</summary>
[Sees(Sight.OwnMail)]
internal static class SignatureEndpoints
{
    public static void MapSignatures(this RouteGroupBuilder api)
    {
        api.MapGet("/signatures", ListAsync).WithSummary("The person's signatures, by mailbox and name.");
        api.MapPost("/signatures", AddAsync).ProducesValidationProblem().WithSummary("Add a signature to a mailbox.");
        api.MapPut("/signatures/{id}", ChangeAsync).ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Change a signature.");
        api.MapDelete("/signatures/{id}", DeleteAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Delete a signature.");
    }

    private static async Task<Ok<SignatureBody[]>> ListAsync(ApiViewer viewer, Signatures signatures, CancellationToken cancellationToken) =>
        TypedResults.Ok((await signatures.ListAsync(viewer, cancellationToken)).Select(SignatureBody.Of).ToArray());

    private static async Task<Results<Created<SignatureBody>, ValidationProblem>> AddAsync(
        SignatureBody body, ApiViewer viewer, Signatures signatures, CancellationToken cancellationToken)
    {
        var outcome = await signatures.SaveAsync(viewer, body.ToView(0), cancellationToken);
        return outcome.Stored is { } stored
            ? TypedResults.Created($"/api/email/signatures/{ApiIds.Text(stored.Id)}", SignatureBody.Of(stored))
            : Problems.Fields(outcome.Errors);
    }

    private static async Task<Results<Ok<SignatureBody>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        string id, SignatureBody body, ApiViewer viewer, Signatures signatures, CancellationToken cancellationToken)
    {
        if (ApiIds.Parse(id) is not { } signatureId || signatureId == 0)
            return Problems.NotFound("signature");
        var outcome = await signatures.SaveAsync(viewer, body.ToView(signatureId), cancellationToken);
        return outcome.Stored is { } stored ? TypedResults.Ok(SignatureBody.Of(stored))
            : outcome.Errors.Count > 0 ? Problems.Fields(outcome.Errors)
            : Problems.NotFound("signature");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, ApiViewer viewer, Signatures signatures, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } signatureId && await signatures.DeleteAsync(viewer, signatureId, cancellationToken)
            ? TypedResults.NoContent()
            : Problems.NotFound("signature");
}
