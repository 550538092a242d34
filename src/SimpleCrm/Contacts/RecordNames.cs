using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;

namespace SimpleCrm.Contacts;

/// <summary>Names of what a page of records points to, read at once.</summary>
internal sealed class RecordNames
{
    private readonly Dictionary<long, string> _companies, _people;

    private RecordNames(Dictionary<long, string> companies, Dictionary<long, string> people) => (_companies, _people) = (companies, people);

    public static async Task<RecordNames> LoadAsync(SimpleCrmDbContext db, IEnumerable<long?> companyIds, IEnumerable<long?> personIds, CancellationToken cancellationToken)
    {
        var companies = companyIds.OfType<long>().Distinct().ToList();
        var people = personIds.OfType<long>().Distinct().ToList();
        return new RecordNames(
            companies.Count == 0 ? [] : await db.Companies.Where(c => companies.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken),
            people.Count == 0 ? [] : await db.Users.Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancellationToken));
    }

    public string? Company(long? id) => id is { } key ? _companies.GetValueOrDefault(key) : null;
    public string? Person(long? id) => id is { } key ? _people.GetValueOrDefault(key) : null;
}
