using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Microsoft.OData.UriParser;

namespace SimpleCrm.TestServers.Contracts;

/// <summary>
/// Compares calls to Microsoft Graph and their answers with the published metadata: paths, names, types, members of enumerations. Safe for
/// concurrent use.
/// </summary>
public sealed class GraphContract
{
    private static readonly Lazy<IEdmModel?> Model = new(Load);
    private static readonly Uri Root = new("https://graph.microsoft.com/v1.0/");

    private readonly ConcurrentQueue<string> _violations = new();
    private int _checked;

    /// <summary>Null when this machine has no metadata.</summary>
    public static GraphContract? Create() => Model.Value is null ? null : new GraphContract();

    /// <summary>How many bodies were compared.</summary>
    public int Checked => Volatile.Read(ref _checked);

    /// <summary>What did not fit, with where.</summary>
    public IReadOnlyCollection<string> Violations => _violations;

    /// <summary>Compares one call and its answer.</summary>
    public void Check(string method, string path, string requestType, ReadOnlyMemory<byte> request, int status, string? responseType, ReadOnlyMemory<byte> response)
    {
        var place = $"{method} {string.Join('/', path.Split('/').Select(s => s.Length > 40 ? "…" : s))} {status}";
        try
        {
            Check(place, method, path, requestType, request, status, responseType, response);
        }
        catch (Exception exception) when (exception is ODataException or JsonException or InvalidOperationException or FormatException)
        {
            _violations.Enqueue($"{place}: {exception.Message}");
        }
    }

    private void Check(string place, string method, string path, string requestType, ReadOnlyMemory<byte> request, int status, string? responseType, ReadOnlyMemory<byte> response)
    {
        var isJsonAnswer = responseType?.StartsWith("application/json", StringComparison.Ordinal) == true;
        if (path == "/$batch")
            return;
        if (path == "/notification")
        {
            var kind = (IEdmStructuredType)Model.Value!.FindDeclaredType("microsoft.graph.changeNotification");
            foreach (var item in JsonNode.Parse(request.Span)!["value"]!.AsArray())
            {
                if (item!["resourceData"] is JsonObject data)
                    data.Remove("@odata.type");
                Resource(place, item.AsObject(), kind);
            }
            return;
        }
        var isValue = path.EndsWith("/$value", StringComparison.Ordinal);
        var parsed = new ODataUriParser(Model.Value, Root, new Uri(Root, (isValue ? path[..^7] : path).TrimStart('/')))
        {
            UrlKeyDelimiter = ODataUrlKeyDelimiter.Slash,
            Resolver = new UnqualifiedODataUriResolver { EnableCaseInsensitive = true },
        }.ParsePath();
        if (parsed.OfType<DynamicPathSegment>().FirstOrDefault() is { } unknown)
            _violations.Enqueue($"{place}: no segment {unknown.Identifier}");
        if (status >= 400)
        {
            if (isJsonAnswer && JsonNode.Parse(response.Span)?["error"] is not JsonObject { } error || isJsonAnswer && (string?)JsonNode.Parse(response.Span)!["error"]!["code"] is not { Length: > 0 })
                _violations.Enqueue($"{place}: an error without a code");
            return;
        }
        if (isValue)
            return;
        if (request.Length > 0 && requestType.StartsWith("application/json", StringComparison.Ordinal))
            Request(place + " request", JsonNode.Parse(request.Span)!.AsObject(), parsed.LastSegment);
        if (response.Length > 0 && isJsonAnswer)
            Response(place, JsonNode.Parse(response.Span)!.AsObject(), parsed.LastSegment, method);
    }

    private void Request(string place, JsonObject body, ODataPathSegment segment)
    {
        if (segment is not OperationSegment { Operations: var operations })
        {
            // A reader wants the media type of a file, which only answers tell.
            if ((string?)body["@odata.type"] == "#microsoft.graph.fileAttachment")
                body["@odata.mediaContentType"] = "application/octet-stream";
            Resource(place, body, Element(segment.EdmType));
            return;
        }
        foreach (var (name, value) in body)
        {
            var parameter = operations.SelectMany(o => o.Parameters.Skip(1)).FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (parameter is null)
                _violations.Enqueue($"{place}: no parameter {name}");
            else
                Value(place, name, value, parameter.Type);
        }
    }

    private void Response(string place, JsonObject body, ODataPathSegment segment, string method)
    {
        var type = segment is OperationSegment { Operations: var operations } ? operations.First().GetReturn()?.Type.Definition : segment.EdmType;
        if (type is IEdmCollectionType && method == "GET")
        {
            foreach (var (name, value) in body.Where(p => p.Key != "value"))
            {
                if (name is not ("@odata.context" or "@odata.count" or "@odata.nextLink" or "@odata.deltaLink"))
                    _violations.Enqueue($"{place}: {name} beside a list");
                if (name.EndsWith("Link", StringComparison.Ordinal) && !(Uri.TryCreate((string?)value, UriKind.Absolute, out var link) && link.Scheme is "http" or "https"))
                    _violations.Enqueue($"{place}: {name} is not absolute");
            }
            foreach (var item in body["value"]!.AsArray().OfType<JsonObject>())
            {
                if (item["@removed"] is JsonObject removed)
                {
                    if ((string?)removed["reason"] is not ("changed" or "deleted") || item["id"] is null)
                        _violations.Enqueue($"{place}: a removal without id or reason");
                    continue;
                }
                Resource(place, item, Element(type));
            }
            return;
        }
        if (type is not null)
            Resource(place, body, Element(type));
    }

    private static IEdmStructuredType Element(IEdmType type) =>
        (type is IEdmCollectionType collection ? collection.ElementType.Definition : type) as IEdmStructuredType ?? throw new InvalidOperationException("no structured type");

    // Open types take any name from a reader, and no reader looks at members of enumerations: both are looked at here.
    private void Resource(string place, JsonObject body, IEdmStructuredType type)
    {
        Names(place, body, type);
        Interlocked.Increment(ref _checked);
        // A reader that does not look ahead wants the type first.
        var copy = new JsonObject { ["@odata.context"] = $"{Root}$metadata#{((IEdmSchemaElement)type).FullName()}" };
        foreach (var (name, value) in body.Where(p => p.Key != "@odata.context").OrderBy(p => p.Key != "@odata.type"))
            copy[name] = value?.DeepClone();
        using var message = new Message(copy.ToJsonString());
        using var reader = new ODataMessageReader((IODataResponseMessage)message, new ODataMessageReaderSettings { EnableMessageStreamDisposal = false, BaseUri = Root, ShouldIncludeAnnotation = _ => true }, Model.Value);
        var resource = reader.CreateODataResourceReader(null, type);
        while (resource.Read())
        {
        }
    }

    private void Names(string place, JsonObject body, IEdmStructuredType type)
    {
        if ((string?)body["@odata.type"] is { } derived)
            type = Model.Value!.FindType(derived.TrimStart('#')) as IEdmStructuredType ?? type;
        foreach (var (name, value) in body.Where(p => !p.Key.Contains('@', StringComparison.Ordinal)))
        {
            if (type.FindProperty(name) is { } property)
                Value(place, name, value, property.Type);
            // What a notification tells of its resource is described as open, and nowhere else.
            else if (((IEdmSchemaElement)type).Name != "resourceData")
                _violations.Enqueue($"{place}: {((IEdmSchemaElement)type).Name} has no {name}");
        }
    }

    private void Value(string place, string name, JsonNode? value, IEdmTypeReference type)
    {
        if (value is null)
        {
            if (!type.IsNullable && !type.IsCollection())
                _violations.Enqueue($"{place}: {name} is null");
            return;
        }
        switch (type.Definition)
        {
            case IEdmCollectionType collection:
                foreach (var item in value.AsArray())
                    Value(place, name, item, collection.ElementType);
                break;
            case IEdmStructuredType structured when value is JsonObject body:
                Names(place, body, structured);
                break;
            case IEdmEnumType members when value.GetValueKind() == JsonValueKind.String:
                foreach (var member in ((string)value!).Split(','))
                    if (!members.Members.Any(m => m.Name == member.Trim()))
                        _violations.Enqueue($"{place}: {name} cannot be {member}");
                break;
            case IEdmPrimitiveType { PrimitiveKind: EdmPrimitiveTypeKind.Boolean } when value.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False):
            case IEdmPrimitiveType { PrimitiveKind: EdmPrimitiveTypeKind.String } when value.GetValueKind() != JsonValueKind.String:
                _violations.Enqueue($"{place}: {name} is of another type");
                break;
        }
    }

    private static IEdmModel? Load()
    {
        if (PublishedContracts.File("graph-v1.0-mail.csdl.xml") is not { } path)
            return null;
        using var reader = XmlReader.Create(path);
        return CsdlReader.TryParse(reader, out var model, out var errors)
            ? model
            : throw new InvalidDataException(string.Join('\n', errors.Select(e => e.ErrorMessage).Take(5)));
    }

    private sealed class Message(string json) : IODataResponseMessage, IDisposable
    {
        private readonly MemoryStream _content = new(Encoding.UTF8.GetBytes(json));

        public IEnumerable<KeyValuePair<string, string>> Headers => [new("Content-Type", "application/json;odata.metadata=minimal")];
        public int StatusCode { get; set; } = 200;

        public string? GetHeader(string headerName) => headerName.Equals("Content-Type", StringComparison.OrdinalIgnoreCase) ? "application/json;odata.metadata=minimal" : null;

        public void SetHeader(string headerName, string headerValue)
        {
        }

        public Stream GetStream() => _content;

        public void Dispose() => _content.Dispose();
    }
}
