using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Blazor.Access;
using SimpleCrm.Exporting;
using SimpleCrm.Links;

namespace SimpleCrm.Blazor.Api;

/// <summary>Lists of records as files: what the viewer's list shows, streamed.</summary>
[Sees(Sight.Records)]
internal static class ExportEndpoints
{
    public static void MapExports(this RouteGroupBuilder api)
    {
        foreach (var (path, kind) in new[] { ("contacts", RecordKind.Contact), ("companies", RecordKind.Company), ("leads", RecordKind.Lead), ("deals", RecordKind.Deal) })
            api.MapGet($"/{path}/export", ([AsParameters] RecordListParameters parameters, ApiViewer viewer, Exports exports, CancellationToken cancellationToken, [FromQuery] string? format = null) =>
                Export(path, kind, parameters, format, viewer, exports, cancellationToken)).WithTags("Exports").WithSummary("A list as a file: format is csv, vcard3 or vcard4; filters as of the list.");
    }

    private static Results<PushStreamHttpResult, ValidationProblem> Export(
        string name, RecordKind kind, RecordListParameters parameters, string? format, ApiViewer viewer, Exports exports, CancellationToken cancellationToken)
    {
        if (parameters.Read(out var query) is { } mistake)
            return mistake;
        ExportFormat? wanted = format switch { null or "csv" => ExportFormat.Csv, "vcard3" => ExportFormat.VCard3, "vcard4" => ExportFormat.VCard4, _ => null };
        if (wanted is not { } file || kind == RecordKind.Deal && file != ExportFormat.Csv)
            return Problems.Field("format", kind == RecordKind.Deal ? "Export deals as csv." : "Export as csv, vcard3 or vcard4.");
        return TypedResults.Stream(output => exports.WriteAsync(viewer, kind, query, file, output, cancellationToken),
            file == ExportFormat.Csv ? "text/csv; charset=utf-8" : "text/vcard; charset=utf-8", file == ExportFormat.Csv ? $"{name}.csv" : $"{name}.vcf");
    }
}
