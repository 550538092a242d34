using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Access;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Mail;

namespace SimpleCrm.Blazor.Api;

/// <summary>What mail itself brought: bodies for the sandboxed frame, files, sources. Nothing of it may act as a page of ours.</summary>
[Sees(Sight.SharedMail)]
internal static class ContentEndpoints
{
    /// <summary>Opened directly, such content still has no origin, no script and nothing to load.</summary>
    private const string Confined = "sandbox; default-src 'none'";

    public static void MapContent(this RouteGroupBuilder mail)
    {
        mail.MapGet("/emails/{id}/document", DocumentAsync);
        mail.MapGet("/emails/{id}/source", SourceAsync);
        // The frame sends no cookie: the address itself says whose it is, and that is judged again.
        mail.MapGet("/attachments/{id}", AttachmentAsync).AllowAnonymous();
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> DocumentAsync(
        string id, [FromQuery] string? theme, [FromQuery] bool? images, ApiViewer viewer, ThreadReading reading, HttpResponse response, CancellationToken cancellationToken)
    {
        var options = new EmailDocumentOptions { Dark = theme == "dark", ShowRemoteImages = images == true };
        if (ApiIds.Parse(id) is not { } emailId || await reading.DocumentAsync(viewer, emailId, options, cancellationToken) is not { } document)
            return Problems.NotFound("email");
        response.Headers.ContentSecurityPolicy = document.ContentSecurityPolicy;
        response.Headers["Referrer-Policy"] = "no-referrer";
        return TypedResults.Content(document.Html, "text/html; charset=utf-8");
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> SourceAsync(
        string id, ApiViewer viewer, AttachmentReading files, HttpResponse response, CancellationToken cancellationToken)
    {
        if (ApiIds.Parse(id) is not { } emailId || await files.SourceAsync(viewer, emailId, cancellationToken) is not { } source)
            return Problems.NotFound("email");
        response.Headers.ContentSecurityPolicy = Confined;
        return TypedResults.File(source, "application/octet-stream", $"{id}.eml");
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> AttachmentAsync(
        string id, SignedUrls signed, Viewers viewers, AttachmentReading files, HttpContext context, CancellationToken cancellationToken)
    {
        // An address that carries a proof is judged by it; one without needs a signed-in person.
        var viewer = context.Request.QueryString.HasValue
            ? await signed.CheckAsync(context.Request.Path.Value!, context.Request.QueryString.Value!, cancellationToken)
            : await viewers.FindAsync(context.User, cancellationToken);
        if (viewer is null)
            return TypedResults.Problem("This address has expired or is not whole. Open the email again.", statusCode: StatusCodes.Status403Forbidden, title: "Refused");
        if (ApiIds.Parse(id) is not { } attachmentId || await files.OpenAsync(viewer, attachmentId, cancellationToken) is not { } attachment)
            return Problems.NotFound("attachment");
        context.Response.RegisterForDisposeAsync(attachment);
        context.Response.Headers.ContentSecurityPolicy = Confined;
        return attachment.IsInline
            ? TypedResults.File(attachment.Content, attachment.MimeType)
            : TypedResults.File(attachment.Content, attachment.MimeType, attachment.FileName);
    }
}
