using Microsoft.AspNetCore.Http.HttpResults;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Links;
using SimpleCrm.Merging;

namespace SimpleCrm.Blazor.Api;

/// <summary>The contacts of the workspace.</summary>
[Sees(Sight.Records)]
internal static class ContactEndpoints
{
    private const string Path = "/api/contacts";

    public static void MapContacts(this RouteGroupBuilder api)
    {
        var contacts = api.MapGroup("/contacts").WithTags("Contacts");
        contacts.MapGet("", ListAsync).WithSummary("The contacts, page by page.");
        contacts.MapPost("", AddAsync).WithSummary("Add a contact.");
        contacts.MapGet("/{id}", FindAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("One contact; for one that was merged, the record it went into.");
        contacts.MapPut("/{id}", ChangeAsync).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).WithSummary("Change a contact that was read with its version.");
        contacts.MapDelete("/{id}", DeleteAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Delete a contact; it can be restored.");
        contacts.MapPost("/{id}/restore", RestoreAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Take deleting a contact back.");
    }

    private static async Task<Results<Ok<RecordList<ContactAnswer>>, ValidationProblem>> ListAsync(
        [AsParameters] RecordListParameters parameters, ApiViewer viewer, ContactRecords contacts, CancellationToken cancellationToken) =>
        parameters.Read(out var query) is { } mistake ? mistake : RecordAnswers.Page(await contacts.ListAsync(viewer, query, cancellationToken), ContactAnswer.Of);

    private static async Task<Results<Created<ContactAnswer>, ValidationProblem>> AddAsync(ContactBody body, ApiViewer viewer, ContactRecords contacts, CancellationToken cancellationToken) =>
        RecordAnswers.Added(await contacts.SaveAsync(viewer, null, 0, body.ToContent(), cancellationToken), Path, ContactAnswer.Of);

    private static async Task<Results<Ok<ContactAnswer>, ProblemHttpResult>> FindAsync(string id, ApiViewer viewer, ContactRecords contacts, RecordMerging merging, CancellationToken cancellationToken) =>
        await RecordAnswers.FindAsync(id, viewer, contacts, merging, RecordKind.Contact, cancellationToken) is { } found ? TypedResults.Ok(ContactAnswer.Of(found)) : Problems.NotFound("contact");

    private static async Task<Results<Ok<ContactAnswer>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        string id, ContactBody body, ApiViewer viewer, ContactRecords contacts, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } key
            ? RecordAnswers.Change(await contacts.SaveAsync(viewer, key, body.Version, body.ToContent(), cancellationToken), "contact", ContactAnswer.Of)
            : Problems.NotFound("contact");

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, ApiViewer viewer, ContactRecords contacts, CancellationToken cancellationToken) =>
        RecordAnswers.Deleted(ApiIds.Parse(id) is { } key && await contacts.DeleteAsync(viewer, key, cancellationToken), "contact");

    private static async Task<Results<Ok<ContactAnswer>, ValidationProblem, ProblemHttpResult>> RestoreAsync(
        string id, ApiViewer viewer, ContactRecords contacts, CancellationToken cancellationToken) =>
        ApiIds.Parse(id) is { } key ? RecordAnswers.Change(await contacts.RestoreAsync(viewer, key, cancellationToken), "contact", ContactAnswer.Of) : Problems.NotFound("contact");
}
