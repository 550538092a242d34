using Microsoft.AspNetCore.Http.HttpResults;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Tagging;

namespace SimpleCrm.Blazor.Api;

/// <summary>Tags of records.</summary>
[Sees(Sight.Records)]
internal static class TagEndpoints
{
    /// <summary>The most records of one request.</summary>
    public const int MostRecords = 5000;

    public static void MapTags(this RouteGroupBuilder api)
    {
        var tags = api.MapGroup("/tags").WithTags("Tags");
        tags.MapGet("", ListAsync).WithSummary("All tags by name.");
        tags.MapPost("/records", ChangeAsync).ProducesValidationProblem().WithSummary("Put a tag on many records, or take it off.");
        tags.MapPut("/{id}", EditAsync).ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Rename or colour a tag, for admins.");
        tags.MapPost("/{id}/merge", MergeAsync).ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Make two tags one, for admins.");
        tags.MapDelete("/{id}", DeleteAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Take a tag off all records and delete it, for admins.");
    }

    private static async Task<Ok<TagAnswer[]>> ListAsync(ApiViewer viewer, RecordTagging tagging, CancellationToken cancellationToken) =>
        TypedResults.Ok((await tagging.ListAsync(viewer, cancellationToken)).Select(TagAnswer.Of).ToArray());

    private static async Task<Results<Ok<RecordTagsAnswer>, ValidationProblem>> ChangeAsync(RecordTagsBody body, ApiViewer viewer, RecordTagging tagging, CancellationToken cancellationToken)
    {
        if (!Enum.IsDefined(body.Kind))
            return Problems.Field("kind", "Name the kind: contact, lead, company or deal.");
        if (body.Ids is not { Count: > 0 and <= MostRecords })
            return Problems.Field("ids", $"Name 1 to {MostRecords:N0} records.");
        return await tagging.ChangeAsync(viewer, body.Kind, [.. body.Ids.Select(id => ApiIds.Parse(id) ?? -1)], body.Tag ?? "", body.IsPutOn, cancellationToken) is { } changed
            ? TypedResults.Ok(new RecordTagsAnswer([.. changed.Select(id => ApiIds.Text(id))]))
            : Problems.Field("tag", $"Write a tag of 1 to {Tag.NameLength} characters.");
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> EditAsync(string id, TagBody body, ApiViewer viewer, RecordTagging tagging, TagEditing editing, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, viewer, tagging, cancellationToken) is not { } key)
            return Problems.NotFound("tag");
        if (body.Name is { } name && await editing.RenameAsync(viewer, key, name, cancellationToken) is { } wrong)
            return Problems.Field("name", wrong);
        if (body.Colour is { } colour && await editing.RecolourAsync(viewer, key, colour, cancellationToken) is { } wrongColour)
            return Problems.Field("colour", wrongColour);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> MergeAsync(
        string id, TagMergeBody body, ApiViewer viewer, RecordTagging tagging, TagEditing editing, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, viewer, tagging, cancellationToken) is not { } key)
            return Problems.NotFound("tag");
        return await editing.MergeAsync(viewer, key, ApiIds.Parse(body.IntoId) ?? -1, cancellationToken) is { } wrong ? Problems.Field("intoId", wrong) : TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, ApiViewer viewer, RecordTagging tagging, TagEditing editing, CancellationToken cancellationToken) =>
        await FindAsync(id, viewer, tagging, cancellationToken) is { } key && await editing.DeleteAsync(viewer, key, cancellationToken) is null
            ? TypedResults.NoContent()
            : Problems.NotFound("tag");

    // What only admins may change is for others as if it were not there.
    private static async Task<long?> FindAsync(string id, ApiViewer viewer, RecordTagging tagging, CancellationToken cancellationToken) =>
        ((Viewer)viewer).Role == Role.Admin && ApiIds.Parse(id) is { } key && (await tagging.ListAsync(viewer, cancellationToken)).Any(t => t.Id == key) ? key : null;
}
