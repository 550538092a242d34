namespace SimpleCrm.Links;

/// <summary>How far the mail that was here before has been looked through for a record's addresses or domains.</summary>
/// <param name="IsDone">It has been looked through.</param>
/// <param name="Found">Emails that belong to it and were not linked, as counted before the first was linked; null while that is not known.</param>
/// <param name="Linked">Those that are linked by now.</param>
public sealed record OldMailProgress(bool IsDone, int? Found, int Linked);
