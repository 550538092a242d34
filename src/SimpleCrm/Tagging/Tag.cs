namespace SimpleCrm.Tagging;

/// <summary>A word that people put on records. It comes to be when the first record gets it, and stays until an admin deletes it.</summary>
public sealed class Tag
{
    /// <summary>Characters of a name.</summary>
    public const int NameLength = 40;

    /// <summary>The most tags of one record.</summary>
    public const int MostOfRecord = 20;

    public long Id { get; set; } = RowId.Next();

    /// <summary>In lower case, so that no two differ by case alone.</summary>
    public string Name { get; set; } = "";
    public TagColour Colour { get; set; }
}
