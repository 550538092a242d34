namespace SimpleCrm.MailProviders.Gmail;

/// <summary>Where Google's APIs are, and what pushes go to.</summary>
/// <param name="Gmail">Root of the Gmail API; null for Google's own.</param>
/// <param name="People">Root of the People API; null for Google's own.</param>
/// <param name="Topic">Pub/Sub topic (<c>projects/…/topics/…</c>); null where nothing is pushed.</param>
internal sealed record GmailEndpoints(Uri? Gmail, Uri? People, string? Topic);
