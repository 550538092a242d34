using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SimpleCrm.Contacts;

namespace SimpleCrm.Blazor.Api;

/// <summary>What lists of records can be asked for, from the query string.</summary>
internal sealed record RecordListParameters
{
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

    /// <summary>name (default), changed or added.</summary>
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
            Order = Enum.TryParse<RecordOrder>(Order, ignoreCase: true, out var order) ? order : RecordOrder.Name,
            Cursor = Cursor,
            PageSize = PageSize ?? RecordQuery.DefaultPageSize,
        };
        if (PageSize is < 1 or > RecordQuery.MaxPageSize)
            return Problems.Field("pageSize", $"Ask for 1 to {RecordQuery.MaxPageSize} records.");
        if (OwnerId is not null && query.OwnerId is null)
            return Problems.Field("ownerId", "This is not a person's id.");
        if (CompanyId is not null && query.CompanyId is null)
            return Problems.Field("companyId", "This is not a company's id.");
        return Order is not null && !Enum.GetNames<RecordOrder>().Contains(Order, StringComparer.OrdinalIgnoreCase)
            ? Problems.Field("order", "Order by name, changed or added.")
            : null;
    }
}
