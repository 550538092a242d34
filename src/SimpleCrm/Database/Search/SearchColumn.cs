namespace SimpleCrm.Database.Search;

/// <summary>The texts of an email that are searched apart.</summary>
internal enum SearchColumn
{
    Any,
    Subject,
    Sender,
    Recipients,
    Attachments,
}
