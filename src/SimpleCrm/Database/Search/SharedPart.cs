namespace SimpleCrm.Database.Search;

/// <summary>
/// The emails of which a person may see something: those that belong to a record, in mailboxes that share what belongs to records, and those of
/// conversations that were shared or given by name. It narrows what is read; what they see of each is decided for itself.
/// </summary>
/// <param name="UserId">The person.</param>
/// <param name="Open">Mailboxes that share what belongs to records with them.</param>
internal sealed record SharedPart(long UserId, IReadOnlyList<long> Open);
