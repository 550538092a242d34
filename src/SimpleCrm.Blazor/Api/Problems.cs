using Microsoft.AspNetCore.Http.HttpResults;

namespace SimpleCrm.Blazor.Api;

/// <summary>Refusals as RFC 9457 problem details: what happened, which field, what to do.</summary>
internal static class Problems
{
    /// <summary>Unknown and forbidden look the same.</summary>
    public static ProblemHttpResult NotFound(string what) => TypedResults.Problem(
        $"There is no such {what}, or it is not yours to see.", statusCode: StatusCodes.Status404NotFound, title: "Not found");

    public static ValidationProblem Field(string field, string message) => Fields(new Dictionary<string, string[]> { [field] = [message] });

    public static ValidationProblem Fields(IReadOnlyDictionary<string, string[]> errors) =>
        TypedResults.ValidationProblem(errors.ToDictionary(), "Correct the named fields and send the request again.", title: "The request has mistakes");

    public static ProblemHttpResult Conflict(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict, title: "Conflict");

    public static ProblemHttpResult Unavailable(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status503ServiceUnavailable, title: "Not available at the moment");
}
