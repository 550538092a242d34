using Microsoft.AspNetCore.Http.HttpResults;
using SimpleCrm.Access;
using SimpleCrm.Contacts;
using SimpleCrm.Links;
using SimpleCrm.Merging;

namespace SimpleCrm.Blazor.Api;

/// <summary>Answers that all kinds of records share.</summary>
internal static class RecordAnswers
{
    /// <summary>A page, or what is wrong with its cursor.</summary>
    public static Results<Ok<RecordList<TAnswer>>, ValidationProblem> Page<TView, TAnswer>(RecordPage<TView>? page, Func<TView, TAnswer> answer) => page is null
        ? Problems.Field("cursor", "This cursor does not belong to this list. Begin again without it.")
        : TypedResults.Ok(new RecordList<TAnswer>([.. page.Items.Select(answer)], page.Total, page.NextCursor));

    /// <summary>What became of a change: 200, 400 by field, 404, or 409 with the record as it is now under "current".</summary>
    public static Results<Ok<TAnswer>, ValidationProblem, ProblemHttpResult> Change<TView, TAnswer>(RecordOutcome<TView> outcome, string what, Func<TView, TAnswer> answer)
        where TView : class
    {
        if (outcome.Stored is { } stored)
            return TypedResults.Ok(answer(stored));
        if (outcome.Errors.Count > 0)
            return Problems.Fields(outcome.Errors);
        return outcome.Current is { } current
            ? TypedResults.Problem($"Somebody changed this {what} meanwhile. Look at what it is now, and send your change with its version.",
                statusCode: StatusCodes.Status409Conflict, title: "Changed meanwhile", extensions: new Dictionary<string, object?> { ["current"] = answer(current) })
            : Problems.NotFound(what);
    }

    /// <summary>What became of adding: 201 with the address, or 400 by field.</summary>
    public static Results<Created<TAnswer>, ValidationProblem> Added<TView, TAnswer>(RecordOutcome<TView> outcome, string path, Func<TView, TAnswer> answer)
        where TView : class where TAnswer : RecordAnswer
    {
        if (outcome.Stored is not { } stored)
            return Problems.Fields(outcome.Errors);
        var added = answer(stored);
        return TypedResults.Created($"{path}/{added.Id}", added);
    }

    /// <summary>A record, or the one that it was merged into.</summary>
    public static async Task<TView?> FindAsync<TView>(string id, Viewer viewer, IRecords<TView> records, RecordMerging merging, RecordKind kind, CancellationToken cancellationToken) where TView : class, IRecordView
    {
        if (ApiIds.Parse(id) is not { } key)
            return null;
        return await records.FindAsync(viewer, key, cancellationToken)
            ?? (await merging.SurvivorAsync(viewer, kind, key, cancellationToken) is { } survivor ? await records.FindAsync(viewer, survivor, cancellationToken) : null);
    }

    public static Results<NoContent, ProblemHttpResult> Deleted(bool isDeleted, string what) => isDeleted ? TypedResults.NoContent() : Problems.NotFound(what);

    /// <summary>An id of the query or body; one that is none is an id nobody has.</summary>
    public static long? Reference(string? id) => id is null ? null : ApiIds.Parse(id) ?? -1;
}
