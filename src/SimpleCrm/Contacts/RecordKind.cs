namespace SimpleCrm.Contacts;

/// <summary>The kinds of CRM records, as stored.</summary>
public enum RecordKind
{
    Contact = 1,
    Company = 2,
    Lead = 3,
    Deal = 4,
}
