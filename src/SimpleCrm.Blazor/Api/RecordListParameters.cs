using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Contacts;
using SimpleCrm.CustomFields;

namespace SimpleCrm.Blazor.Api;

/// <summary>What lists of records can be asked for, from the query string.</summary>
internal sealed record RecordListParameters
{
    private const int MostFields = 10;
    private const string FieldPrefix = "custom.";
    private static readonly string[] Plain = ["name", "changed", "added"];

    private string? OrderField => Order?.TrimStart('-') is { } order && order.StartsWith(FieldPrefix, StringComparison.OrdinalIgnoreCase) && order.Length > FieldPrefix.Length ? order[FieldPrefix.Length..] : null;

    /// <summary>Beginnings of words; all must be there.</summary>
    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    [FromQuery(Name = "ownerId")]
    public string? OwnerId { get; init; }

    /// <summary>Those that nobody looks after.</summary>
    [FromQuery(Name = "unowned")]
    public bool? Unowned { get; init; }

    [FromQuery(Name = "companyId")]
    public string? CompanyId { get; init; }

    [FromQuery(Name = "tag")]
    public string? Tag { get; init; }

    /// <summary>Values of custom fields, each as "key:value"; numbers and dates as "key:from..to" too, "key:~" for none.</summary>
    [FromQuery(Name = "field")]
    public string[]? Field { get; init; }

    /// <summary>name (default), changed, added, custom.KEY or -custom.KEY.</summary>
    [FromQuery(Name = "order")]
    public string? Order { get; init; }

    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "pageSize")]
    public int? PageSize { get; init; }

    /// <summary>What is wrong, else the query.</summary>
    public ValidationProblem? Read(out RecordQuery query)
    {
        query = new RecordQuery
        {
            Text = Q,
            OwnerId = ApiIds.Parse(OwnerId),
            IsUnowned = Unowned == true,
            CompanyId = ApiIds.Parse(CompanyId),
            Tag = Tag,
            Custom = [.. (Field ?? []).Select(CustomFilter.Parse).OfType<CustomFilter>().Take(MostFields)],
            Order = Order switch
            {
                ['c' or 'C', ..] when OrderField is not null => RecordOrder.Field,
                ['-', ..] when OrderField is not null => RecordOrder.FieldDescending,
                _ => Enum.TryParse<RecordOrder>(Order, ignoreCase: true, out var order) ? order : RecordOrder.Name,
            },
            OrderField = OrderField,
            Cursor = Cursor,
            PageSize = PageSize ?? RecordQuery.DefaultPageSize,
        };
        if (PageSize is < 1 or > RecordQuery.MaxPageSize)
            return Problems.Field("pageSize", $"Ask for 1 to {RecordQuery.MaxPageSize} records.");
        if (OwnerId is not null && query.OwnerId is null)
            return Problems.Field("ownerId", "This is not a person's id.");
        if (CompanyId is not null && query.CompanyId is null)
            return Problems.Field("companyId", "This is not a company's id.");
        if (Field is not null && (Field.Length > MostFields || Field.Any(f => CustomFilter.Parse(f) is null)))
            return Problems.Field("field", $"Name at most {MostFields} custom fields, each as key:value.");
        return Order is not null && OrderField is null && !Plain.Contains(Order, StringComparer.OrdinalIgnoreCase)
            ? Problems.Field("order", "Order by name, changed, added, or a custom field as custom.key or -custom.key.")
            : null;
    }
}
