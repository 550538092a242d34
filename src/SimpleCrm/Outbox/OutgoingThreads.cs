using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SimpleCrm.Database;
using SimpleCrm.Mail;

namespace SimpleCrm.Outbox;

/// <summary>Puts emails being sent into their conversation.</summary>
internal static class OutgoingThreads
{
    public static async Task JoinAsync(SimpleCrmDbContext db, Email email, CancellationToken cancellationToken)
    {
        string[] ids = [email.MessageId!, .. email.InReplyTo is { } parent ? new[] { parent } : [], .. email.References.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        var hashes = ids.Distinct().Select(i => SHA256.HashData(Encoding.UTF8.GetBytes(i))[..16]).ToList();
        var known = await db.ThreadReferences.Where(r => r.MailboxId == email.MailboxId && hashes.Contains(r.MessageIdHash)).ToListAsync(cancellationToken);
        var threadId = known.FirstOrDefault()?.ThreadId;
        if (threadId is null)
        {
            var thread = new EmailThread { MailboxId = email.MailboxId, Subject = email.Subject };
            db.Threads.Add(thread);
            threadId = thread.Id;
        }
        email.ThreadId = threadId.Value;
        foreach (var hash in hashes.Where(h => !known.Any(k => k.MessageIdHash.AsSpan().SequenceEqual(h))))
            db.ThreadReferences.Add(new ThreadReference { MailboxId = email.MailboxId, MessageIdHash = hash, ThreadId = threadId.Value });
    }

    public static async Task RecountAsync(SimpleCrmDbContext db, long threadId, CancellationToken cancellationToken)
    {
        var thread = await db.Threads.SingleOrDefaultAsync(t => t.Id == threadId, cancellationToken);
        if (thread is null)
            return;
        var emails = await db.Emails.Where(e => e.ThreadId == threadId).OrderBy(e => e.SortAt).ToListAsync(cancellationToken);
        if (emails.Count == 0)
        {
            db.Threads.Remove(thread);
            return;
        }
        var last = emails[^1];
        thread.LastAt = last.SortAt;
        thread.LastEmailId = last.Id;
        thread.Snippet = last.Snippet;
        thread.EmailCount = emails.Count;
        thread.LastIsOutbound = last.Direction == EmailDirection.Outbound;
    }
}
