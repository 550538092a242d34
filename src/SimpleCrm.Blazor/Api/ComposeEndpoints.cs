using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.Api;

/// <summary>What the composer posts: bodies and files go over HTTP, never over the circuit.</summary>
internal static class ComposeEndpoints
{
    public static void MapComposing(this RouteGroupBuilder mail)
    {
        mail.MapPost("/send", SendEndpoints.SendAsync).WithMetadata(new RequestSizeLimitAttribute(ApiLimits.SendBody));
        mail.MapPost("/uploads", UploadAsync).WithMetadata(new RequestSizeLimitAttribute(OutboxLimits.AttachmentBytes + 1024 * 1024));
        mail.MapDelete("/uploads/{id}", DeleteAsync);
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

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, ApiViewer viewer, AttachmentUploads uploads, CancellationToken cancellationToken) =>
        await uploads.DeleteAsync(viewer, id, cancellationToken) ? TypedResults.NoContent() : Problems.NotFound("file");
}
