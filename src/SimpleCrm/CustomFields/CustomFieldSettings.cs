using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;
using SimpleCrm.Links;
using SimpleCrm.Mail;

namespace SimpleCrm.CustomFields;

/// <summary>The custom fields of the workspace. Everybody reads them; admins add, change, order and archive them.</summary>
public sealed class CustomFieldSettings(IDbContextFactory<SimpleCrmDbContext> contexts, TimeProvider time)
{
    private const string ForAdmins = "Only an admin can change fields.";

    /// <summary>The fields of a kind in their order; archived ones last, where they are asked for.</summary>
    public async Task<IReadOnlyList<CustomFieldView>> ListAsync(Viewer viewer, RecordKind kind, bool withArchived, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReadAsync(db, kind, withArchived, cancellationToken);
    }

    internal static async Task<IReadOnlyList<CustomFieldView>> ReadAsync(SimpleCrmDbContext db, RecordKind kind, bool withArchived, CancellationToken cancellationToken)
    {
        var rows = await db.CustomFields.AsNoTracking().Where(f => f.Kind == kind && (withArchived || f.ArchivedAt == null)).ToListAsync(cancellationToken);
        return [.. rows.OrderBy(f => f.ArchivedAt is not null).ThenBy(f => f.Position).ThenBy(f => f.Id).Select(CustomFieldView.Of)];
    }

    /// <summary>Adds a field, or changes one.</summary>
    /// <param name="id">Null for a new one.</param>
    /// <param name="kind">Of a new one.</param>
    public async Task<CustomFieldOutcome> SaveAsync(Viewer viewer, long? id, RecordKind kind, CustomFieldContent content, CancellationToken cancellationToken)
    {
        if (viewer.Role != Role.Admin)
            return CustomFieldOutcome.Wrong("", ForAdmins);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        var row = id is null ? new CustomField { Kind = kind, Type = content.Type, CreatedAt = time.GetUtcNow().UtcDateTime } : await db.CustomFields.SingleOrDefaultAsync(f => f.Id == id, cancellationToken);
        if (row is null)
            return CustomFieldOutcome.Unknown;
        var others = await db.CustomFields.AsNoTracking().Where(f => f.Kind == row.Kind && f.Id != row.Id).ToListAsync(cancellationToken);
        var name = DisplayText.Clean(content.Name, CustomField.NameLength + 1);
        if (name.Length is 0 or > CustomField.NameLength)
            return CustomFieldOutcome.Wrong("name", $"Enter a name of at most {CustomField.NameLength} characters.");
        if (others.Exists(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            return CustomFieldOutcome.Wrong("name", "There is a field of this name already; it may be archived.");
        if (!Enum.IsDefined(row.Type) || !Enum.IsDefined(row.Kind))
            return CustomFieldOutcome.Wrong("type", "Choose one of the types.");
        if (id is null && others.Count >= CustomField.MostOfKind)
            return CustomFieldOutcome.Wrong("name", $"There can be at most {CustomField.MostOfKind} fields of a kind.");
        var choices = row.Type == CustomFieldType.Choice ? content.Choices.Select(c => DisplayText.Clean(c, CustomField.ChoiceLength + 1)).Where(c => c.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList() : [];
        if (row.Type == CustomFieldType.Choice && (choices.Count is 0 or > CustomField.MostChoices || choices.Exists(c => c.Length > CustomField.ChoiceLength)))
            return CustomFieldOutcome.Wrong("choices", $"Enter 1 to {CustomField.MostChoices} choices of at most {CustomField.ChoiceLength} characters.");
        (row.Name, row.Choices, row.IsRequired, row.IsListed) = (name, string.Join('\n', choices), content.IsRequired, content.IsListed);
        if (id is null)
        {
            (row.Key, row.Position) = (KeyOf(name, others), others.Count == 0 ? 0 : others.Max(f => f.Position) + 1);
            db.CustomFields.Add(row);
        }
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return CustomFieldOutcome.Done(row);
    }

    /// <summary>Takes a field out of use, or brings it back; its values stay.</summary>
    public async Task<CustomFieldOutcome> ArchiveAsync(Viewer viewer, long id, bool isArchived, CancellationToken cancellationToken)
    {
        if (viewer.Role != Role.Admin)
            return CustomFieldOutcome.Wrong("", ForAdmins);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        if (await db.CustomFields.SingleOrDefaultAsync(f => f.Id == id, cancellationToken) is not { } row)
            return CustomFieldOutcome.Unknown;
        row.ArchivedAt = isArchived ? time.GetUtcNow().UtcDateTime : null;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return CustomFieldOutcome.Done(row);
    }

    /// <summary>Puts a field one place up or down among those in use.</summary>
    public async Task<CustomFieldOutcome> MoveAsync(Viewer viewer, long id, bool isUp, CancellationToken cancellationToken)
    {
        if (viewer.Role != Role.Admin)
            return CustomFieldOutcome.Wrong("", ForAdmins);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginAsync(Transactions.Records, cancellationToken);
        if (await db.CustomFields.SingleOrDefaultAsync(f => f.Id == id, cancellationToken) is not { } row)
            return CustomFieldOutcome.Unknown;
        var all = (await db.CustomFields.Where(f => f.Kind == row.Kind && f.ArchivedAt == null).ToListAsync(cancellationToken)).OrderBy(f => f.Position).ThenBy(f => f.Id).ToList();
        var at = all.IndexOf(row);
        var to = isUp ? at - 1 : at + 1;
        if (at >= 0 && to >= 0 && to < all.Count)
            (all[at], all[to]) = (all[to], all[at]);
        foreach (var (position, field) in all.Index())
            field.Position = position;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return CustomFieldOutcome.Done(row);
    }

    private static string KeyOf(string name, List<CustomField> others)
    {
        var key = string.Join('_', SearchText.Tokens(name).Select(t => string.Concat(t.Where(char.IsAsciiLetterOrDigit))).Where(t => t.Length > 0));
        key = key.Length == 0 ? "field" : key[..Math.Min(key.Length, CustomField.KeyLength - 4)];
        var unique = new StringBuilder(key);
        for (var number = 2; others.Exists(f => f.Key == unique.ToString()); number++)
            unique.Clear().Append(CultureInfo.InvariantCulture, $"{key}_{number}");
        return unique.ToString();
    }
}
