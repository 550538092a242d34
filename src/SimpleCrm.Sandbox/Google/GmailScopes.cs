namespace SimpleCrm.Sandbox.Google;

/// <summary>Which scopes permit which kind of call, as the discovery document says.</summary>
internal static class GmailScopes
{
    private const string Root = "https://www.googleapis.com/auth/";
    private const string Full = "https://mail.google.com/", Modify = Root + "gmail.modify", ReadOnly = Root + "gmail.readonly", Compose = Root + "gmail.compose",
        SendOnly = Root + "gmail.send", InsertOnly = Root + "gmail.insert", LabelsOnly = Root + "gmail.labels", Settings = Root + "gmail.settings.basic";

    public static readonly string[] Everything = [Full];
    public static readonly string[] Change = [Full, Modify];
    public static readonly string[] Read = [Full, Modify, ReadOnly];
    public static readonly string[] Profile = [Full, Modify, ReadOnly, Compose];
    public static readonly string[] Send = [Full, Modify, Compose, SendOnly];
    public static readonly string[] Draft = [Full, Modify, Compose];
    public static readonly string[] ReadDraft = [Full, Modify, Compose, ReadOnly];
    public static readonly string[] Insert = [Full, Modify, InsertOnly];
    public static readonly string[] ReadLabels = [Full, Modify, ReadOnly, LabelsOnly];
    public static readonly string[] ChangeLabels = [Full, Modify, LabelsOnly];
    public static readonly string[] ReadSettings = [Full, Modify, ReadOnly, Settings];
    public static readonly string[] Contacts = [Root + "contacts", Root + "contacts.readonly"];
    public static readonly string[] OtherContacts = [Root + "contacts.other.readonly"];
}
