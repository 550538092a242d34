namespace SimpleCrm.Contacts;

/// <summary>
/// What contacts, companies, leads and deals have in common. A deleted record keeps its row, so that deleting can be taken back and what
/// pointed to it still has a name; every list leaves it out.
/// </summary>
public abstract class CrmRecord
{
    public const int NameLength = 200;

    /// <summary>Characters of <see cref="Words"/>; what is longer is cut and not found.</summary>
    public const int WordsLength = 2000;

    public long Id { get; set; } = RowId.Next();
    public string Name { get; set; } = "";

    /// <summary>The name folded (lower case, no diacritics): the order of lists is the same on every database.</summary>
    public string SortName { get; set; } = "";

    /// <summary>The person who looks after it; null for nobody.</summary>
    public long? OwnerId { get; set; }

    /// <summary>Tags in lower case, each between line ends ("\nvip\n"); empty without.</summary>
    public string Tags { get; set; } = "";

    /// <summary>Values of custom fields: a JSON object of texts by the fields' keys; empty without.</summary>
    public string Custom { get; set; } = "";

    /// <summary>The folded words of its own by which it is found, each after a space.</summary>
    public string Words { get; set; } = "";
    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }

    /// <summary>Counts changes; whoever changes the record names the one they saw.</summary>
    public int Version { get; set; } = 1;

    /// <summary>Null while it is there.</summary>
    public DateTime? DeletedAt { get; set; }

    /// <summary>The record that a deleted one went into when the two were merged, the last one where that one was merged too.</summary>
    public long? MergedIntoId { get; set; }
}
