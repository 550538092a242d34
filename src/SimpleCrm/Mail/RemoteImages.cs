using Microsoft.EntityFrameworkCore;
using SimpleCrm.Access;
using SimpleCrm.Database;

namespace SimpleCrm.Mail;

/// <summary>Remote pictures: how many a body asks for, and whose a person has agreed to load.</summary>
internal static class RemoteImages
{
    private static readonly string[] Carriers = ["src=", "url(", "background=", "srcset="];

    /// <summary>About how many remote pictures an HTML body asks for, in one quick look; <see cref="SafeHtml"/> knows exactly.</summary>
    public static int About(string html)
    {
        var count = 0;
        for (var at = html.IndexOf("//", StringComparison.Ordinal); at >= 0; at = html.IndexOf("//", at + 2, StringComparison.Ordinal))
        {
            var before = html.AsSpan(Math.Max(0, at - 24), at - Math.Max(0, at - 24));
            if (before.EndsWith("http:", StringComparison.OrdinalIgnoreCase))
                before = before[..^5];
            else if (before.EndsWith("https:", StringComparison.OrdinalIgnoreCase))
                before = before[..^6];
            before = before.TrimEnd("\"' \t\r\n");
            foreach (var carrier in Carriers)
            {
                if (!before.EndsWith(carrier, StringComparison.OrdinalIgnoreCase))
                    continue;
                count++;
                break;
            }
        }
        return count;
    }

    /// <summary>Which of the emails the viewer has agreed to load pictures for, by email or by sender.</summary>
    public static async Task<Func<long, string, bool>> ConsentAsync(
        SimpleCrmDbContext db, Viewer viewer, IReadOnlyCollection<long> emailIds, IEnumerable<string> senders, CancellationToken cancellationToken)
    {
        var addresses = senders.Where(s => s.Length > 0).Select(s => s.ToLowerInvariant()).Distinct().ToList();
        var consents = await db.RemoteImageConsents.AsNoTracking()
            .Where(c => c.UserId == viewer.UserId && (emailIds.Contains(c.EmailId!.Value) || addresses.Contains(c.SenderAddress!)))
            .ToListAsync(cancellationToken);
        if (consents.Count == 0)
            return static (_, _) => false;
        var emails = consents.Where(c => c.EmailId is not null).Select(c => c.EmailId!.Value).ToHashSet();
        var known = consents.Where(c => c.SenderAddress is not null).Select(c => c.SenderAddress!).ToHashSet();
        return (emailId, sender) => emails.Contains(emailId) || known.Contains(sender.ToLowerInvariant());
    }
}
