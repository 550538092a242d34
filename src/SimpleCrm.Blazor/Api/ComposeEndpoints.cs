using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.Api;

/// <summary>What the composer posts: bodies and files go over HTTP, never over the circuit.</summary>
[Sees(Sight.SharedMail)]
internal static class ComposeEndpoints
{
    public static void MapComposing(this RouteGroupBuilder mail)
    {
        mail.MapPost("/send", SendEndpoints.SendAsync).WithMetadata(new RequestSizeLimitAttribute(ApiLimits.SendBody));
        mail.MapPost("/uploads", UploadAsync).WithMetadata(new RequestSizeLimitAttribute(OutboxLimits.AttachmentBytes + 1024 * 1024));
        mail.MapDelete("/uploads/{id}", DeleteAsync);
        mail.MapGet("/uploads/{id}", PictureAsync);
        mail.MapGet("/people", PeopleAsync);
        mail.MapGet("/emails/{id}/quote", QuoteAsync);
    }

    // The file is the body itself; its name comes in the query.
    private static async Task<Results<Created<UploadedAttachment>, ValidationProblem>> UploadAsync(
        [FromQuery] string? fileName, ApiViewer viewer, AttachmentUploads uploads, HttpRequest request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(fileName))
            return Problems.Field("fileName", "Say what the file is called: /mail/uploads?fileName=offer.pdf.");
        var stored = await uploads.StoreAsync(viewer, fileName, request.ContentType, request.Body, cancellationToken);
        return stored is null
            ? Problems.Field("file", $"The file is larger than {OutboxLimits.AttachmentBytes / 1024 / 1024} MB; send a link to it instead.")
            : TypedResults.Created((string?)null, stored);
    }

    // A picture in the text being written. Opened directly, it is still nothing but a picture.
    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> PictureAsync(
        string id, ApiViewer viewer, AttachmentUploads uploads, SharedDrafts shared, HttpResponse response, CancellationToken cancellationToken)
    {
        if ((await uploads.PictureAsync(viewer, id, cancellationToken) ?? await shared.PictureAsync(viewer, id, cancellationToken)) is not var (content, kind))
            return Problems.NotFound("picture");
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return TypedResults.File(content, kind);
    }

    private static async Task<Ok<IReadOnlyList<Correspondent>>> PeopleAsync([FromQuery] string? q, ApiViewer viewer, Correspondents people, CancellationToken cancellationToken) =>
        TypedResults.Ok(await people.FindAsync(viewer, q ?? "", cancellationToken));

    // Goes into the text of the answer: the script takes it apart, no page shows it as it is.
    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> QuoteAsync(
        string id, [FromQuery] string? mode, ApiViewer viewer, ReplyStart starts, HttpResponse response, CancellationToken cancellationToken)
    {
        if (ApiIds.Parse(id) is not { } emailId || !Enum.TryParse<ComposeMode>(mode, ignoreCase: true, out var known)
            || await starts.QuoteAsync(viewer, emailId, known, cancellationToken) is not { } html)
            return Problems.NotFound("email");
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return TypedResults.Content(html, "text/html; charset=utf-8");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, ApiViewer viewer, AttachmentUploads uploads, CancellationToken cancellationToken) =>
        await uploads.DeleteAsync(viewer, id, cancellationToken) ? TypedResults.NoContent() : Problems.NotFound("file");
}
