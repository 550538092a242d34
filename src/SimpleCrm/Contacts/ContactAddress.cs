using SimpleCrm.Links;

namespace SimpleCrm.Contacts;

/// <summary>An email address of a contact. Of all contacts that are not deleted, one has it.</summary>
public sealed class ContactAddress
{
    public long ContactId { get; set; }

    /// <summary>Zero for the main address.</summary>
    public int Position { get; set; }

    /// <summary>In lower case.</summary>
    public string Address
    {
        get;
        set
        {
            IsUnmatched |= field != value;
            field = value;
            Key = AddressKeys.Of(value);
        }
    } = "";

    /// <summary>The mailbox it leads to, by which emails are matched.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The mail that was here before has not been looked through for it yet.</summary>
    public bool IsUnmatched { get; set; }
}
