using System.Globalization;
using SimpleCrm.Access;
using SimpleCrm.Contacts;

namespace SimpleCrm.Blazor.Records;

/// <summary>What narrows and orders a list of records. All of it stands in the address, so that a reload or a link finds it again.</summary>
public sealed record RecordFilter
{
    /// <summary>The viewer's own.</summary>
    public const string Mine = "me";

    /// <summary>Those of nobody.</summary>
    public const string Nobody = "none";

    public string Text { get; init; } = "";

    /// <summary>Empty for everybody's, <see cref="Mine"/>, <see cref="Nobody"/>, or the id of a person.</summary>
    public string Owner { get; init; } = "";
    public string Tag { get; init; } = "";
    public long? CompanyId { get; init; }
    public RecordOrder Order { get; init; }

    public bool IsNarrow => Text.Length > 0 || Owner.Length > 0 || Tag.Length > 0 || CompanyId is not null;

    /// <summary>Takes the parts of an address; what is none of ours narrows nothing.</summary>
    public static RecordFilter Of(string? text, string? owner, string? tag, string? company, string? order) => new()
    {
        Text = text?.Trim() ?? "",
        Owner = owner is Mine or Nobody || Id(owner) is not null ? owner! : "",
        Tag = tag?.Trim() ?? "",
        CompanyId = Id(company),
        Order = order switch { "changed" => RecordOrder.Changed, "added" => RecordOrder.Added, _ => RecordOrder.Name },
    };

    public RecordQuery ToQuery(Viewer viewer) => new()
    {
        Text = Text,
        OwnerId = Owner == Mine ? viewer.UserId : Id(Owner),
        IsUnowned = Owner == Nobody,
        Tag = Tag,
        CompanyId = CompanyId,
        Order = Order,
    };

    private static long? Id(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
