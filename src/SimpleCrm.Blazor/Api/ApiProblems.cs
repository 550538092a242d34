using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using SimpleCrm.Mail;

namespace SimpleCrm.Blazor.Api;

/// <summary>The edge of the API: gives every refusal and failure below it a problem body, and never a stack trace.</summary>
internal sealed partial class ApiProblems(RequestDelegate next, ILogger<ApiProblems> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!ApiPaths.Contain(context.Request.Path))
        {
            await next(context);
            return;
        }
        // Status code pages would put the web site's page into an answer for a program.
        if (context.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
                await WriteAsync(context, Plain(context.Response.StatusCode));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, Refusal(context.Request, exception));
        }
        catch (AttachmentUnavailableException exception) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, Problems.Unavailable(exception.Advice));
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            LogFailed(context.Request.Method, context.GetEndpoint()?.DisplayName, exception);
            await WriteAsync(context, TypedResults.Problem(
                "Something went wrong on our side; nothing is known to be changed. Try again, and tell your administrator when it happens again.",
                statusCode: StatusCodes.Status500InternalServerError, title: "Internal error"));
        }
    }

    private static async Task WriteAsync(HttpContext context, IResult problem)
    {
        // What the failed endpoint said of its content no longer holds.
        context.Response.Headers.ContentType = default;
        context.Response.Headers.ContentDisposition = default;
        context.Response.Headers.ContentLength = null;
        await problem.ExecuteAsync(context);
    }

    private static IResult Refusal(HttpRequest request, BadHttpRequestException exception)
    {
        if (exception.StatusCode != StatusCodes.Status400BadRequest)
            return Plain(exception.StatusCode);
        if (exception.InnerException is JsonException json)
            return Problems.Field(Field(json), "This is not valid JSON for the field. Look up its type in /openapi/v1.json.");
        // The framework says which parameter it could not read in its message only.
        if (Parameter().Match(exception.Message) is { Success: true } parameter)
            return Problems.Field(parameter.Groups["name"].Value, "This is not a value the parameter can have. Look up its type in /openapi/v1.json.");
        return request.ContentLength is null or 0
            ? Problems.Field("body", "Send a body as application/json.")
            : TypedResults.Problem("The request cannot be read.", statusCode: exception.StatusCode, title: "The request has mistakes");
    }

    [GeneratedRegex("^Failed to bind parameter \"[^\"]* (?<name>\\w+)\" from")]
    private static partial Regex Parameter();

    private static string Field(JsonException exception)
    {
        var path = exception.Path?.TrimStart('$').TrimStart('.');
        return string.IsNullOrEmpty(path) ? "body" : path;
    }

    private static IResult Plain(int status) => TypedResults.Problem(
        status switch
        {
            StatusCodes.Status401Unauthorized => "Sign in, or send a bearer token from POST /api/auth/login.",
            StatusCodes.Status403Forbidden => "You may not do this.",
            StatusCodes.Status404NotFound => "There is nothing at this address. The addresses are listed in /openapi/v1.json.",
            StatusCodes.Status405MethodNotAllowed => "This address does not take this method.",
            StatusCodes.Status413PayloadTooLarge => "The request is too large.",
            StatusCodes.Status415UnsupportedMediaType => "Send the body as application/json.",
            StatusCodes.Status429TooManyRequests => "Too many requests. Wait as long as Retry-After says.",
            _ => null,
        },
        statusCode: status, title: ReasonPhrases.GetReasonPhrase(status));

    [LoggerMessage(1, LogLevel.Error, "{Method} {Endpoint} failed")]
    private partial void LogFailed(string method, string? endpoint, Exception exception);
}
