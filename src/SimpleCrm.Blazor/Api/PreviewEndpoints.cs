using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Mail;
using System.Net;

namespace SimpleCrm.Blazor.Api;

/// <summary>Files of emails to be looked at in a frame, and all files of an email at once.</summary>
[Sees(Sight.SharedMail)]
internal static class PreviewEndpoints
{
    // Without an origin of its own such a page can reach nothing of ours, whatever it holds.
    private const string Page = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'";

    // A browser shows a PDF only outside a sandbox; its viewer is a world of its own, and the type is fixed.
    private const string Pdf = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

    private const string Style = "html{background:#fff;color:#1d1c1a}body{margin:0;min-height:100vh;display:grid;place-items:center;font:14px/1.5 system-ui,sans-serif}"
        + "img{max-width:100%;max-height:100vh;object-fit:contain}pre{place-self:start;margin:0;padding:20px;white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.55 ui-monospace,Menlo,Consolas,monospace}p{padding:24px;max-width:44ch;text-align:center;color:#55514a}";

    public static void MapPreviews(this RouteGroupBuilder mail)
    {
        mail.MapGet("/attachments/{id}/preview", PreviewAsync);
        mail.MapGet("/emails/{id}/attachments.zip", ArchiveAsync);
    }

    private static async Task<IResult> PreviewAsync(string id, ApiViewer viewer, AttachmentPreviews previews, SignedUrls urls, HttpContext context, CancellationToken cancellationToken)
    {
        if (ApiIds.Parse(id) is not { } attachmentId || await previews.OpenAsync(viewer, attachmentId, cancellationToken) is not { } preview)
            return Problems.NotFound("attachment");
        context.Response.RegisterForDisposeAsync(preview);
        context.Response.Headers.ContentSecurityPolicy = preview.Kind == PreviewKind.Pdf ? Pdf : Page;
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        var name = WebUtility.HtmlEncode(preview.FileName);
        return preview.Kind switch
        {
            PreviewKind.Pdf => TypedResults.Stream(preview.Content!, preview.MimeType),
            PreviewKind.Picture => Html($"<img alt=\"{name}\" src=\"{WebUtility.HtmlEncode(urls.ForAttachment(viewer, attachmentId))}\">", name),
            PreviewKind.Text => Html($"<pre>{WebUtility.HtmlEncode(preview.Text)}</pre>", name),
            _ => Html("<p>This file is not what its name says, or there is no preview of its kind. It can be downloaded.</p>", name),
        };

        static ContentHttpResult Html(string body, string title) =>
            TypedResults.Content($"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title><style>{Style}</style></head><body>{body}</body></html>", "text/html; charset=utf-8");
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ArchiveAsync(
        string id, ApiViewer viewer, AttachmentArchive archive, HttpResponse response, CancellationToken cancellationToken)
    {
        if (ApiIds.Parse(id) is not { } emailId || await archive.FilesAsync(viewer, emailId, cancellationToken) is not { Count: > 0 } files)
            return Problems.NotFound("email with files");
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        // The archive writes the end of each file in its own thread's time, however it is asked.
        response.HttpContext.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        return TypedResults.Stream(output => archive.WriteAsync(viewer, files, output, cancellationToken), "application/zip", $"Files of email {id}.zip");
    }
}
