using SimpleCrm.Mail;

namespace SimpleCrm.Blazor.Inbox;

/// <summary>Which emails of an open thread are unfolded, and which were unread when they came into view.</summary>
public sealed class ThreadFolds
{
    /// <summary>A longer run of folded emails shows its ends and a button.</summary>
    public const int LongRun = 5;

    private readonly HashSet<long> _open = [];
    private readonly HashSet<long> _fresh = [];
    private readonly HashSet<long> _known = [];
    private bool _showsAll;

    /// <summary>Unfolds what is unread, and the last email in any case.</summary>
    public void Open(ThreadView view)
    {
        foreach (var email in view.Emails)
            _known.Add(email.Id);
        foreach (var email in view.Emails.Where(e => !e.IsRead))
        {
            _open.Add(email.Id);
            _fresh.Add(email.Id);
        }
        if (view.Emails.Count > 0)
            _open.Add(view.Emails[^1].Id);
    }

    /// <summary>Takes in a later state of the same thread: new emails come unfolded.</summary>
    /// <returns>Whether there is an email that was not there before and is not read.</returns>
    public bool Follow(ThreadView view)
    {
        var isNew = false;
        foreach (var email in view.Emails)
        {
            if (!_known.Add(email.Id))
                continue;
            _open.Add(email.Id);
            if (email.IsRead)
                continue;
            _fresh.Add(email.Id);
            isNew = true;
        }
        return isNew;
    }

    public bool IsOpen(long emailId) => _open.Contains(emailId);

    public bool IsFresh(long emailId) => _fresh.Contains(emailId);

    public void Toggle(long emailId)
    {
        if (!_open.Remove(emailId))
            _open.Add(emailId);
    }

    public void ShowAll() => _showsAll = true;

    /// <summary>The emails in order, neighbours that are folded taken together.</summary>
    public IReadOnlyList<ThreadPart> Parts(ThreadView view)
    {
        var parts = new List<ThreadPart>();
        foreach (var email in view.Emails)
        {
            if (IsOpen(email.Id))
                parts.Add(new(email, [], 0));
            else if (parts.Count > 0 && parts[^1].Email is null)
                parts[^1] = parts[^1] with { Folded = [.. parts[^1].Folded, email] };
            else
                parts.Add(new(null, [email], 0));
        }
        return _showsAll ? parts : [.. parts.Select(Shorten)];
    }

    private static ThreadPart Shorten(ThreadPart part) => part.Folded.Count <= LongRun
        ? part
        : part with { Folded = [part.Folded[0], .. part.Folded.TakeLast(2)], Hidden = part.Folded.Count - 3 };
}
