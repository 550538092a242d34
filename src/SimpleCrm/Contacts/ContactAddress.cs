namespace SimpleCrm.Contacts;

/// <summary>An email address of a contact. Of all contacts that are not deleted, one has it.</summary>
public sealed class ContactAddress
{
    public long ContactId { get; set; }

    /// <summary>Zero for the main address.</summary>
    public int Position { get; set; }

    /// <summary>In lower case.</summary>
    public string Address { get; set; } = "";
}
