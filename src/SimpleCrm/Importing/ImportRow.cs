namespace SimpleCrm.Importing;

/// <summary>A row of an import's file, and what became of it.</summary>
public sealed class ImportRow
{
    public const int ErrorLength = 500;

    public long ImportId { get; set; }

    /// <summary>From 1, without the heading. Below zero: the company that was made for the contact of that row.</summary>
    public int Number { get; set; }

    /// <summary>The line of the file on which it begins, from 1.</summary>
    public int Line { get; set; }

    /// <summary>A JSON array of texts.</summary>
    public string CellsJson { get; set; } = "[]";
    public ImportOutcome Outcome { get; set; }
    public long? RecordId { get; set; }

    /// <summary>What the record was before, as JSON; empty for a new one.</summary>
    public string BeforeJson { get; set; } = "";

    /// <summary>What it was right after.</summary>
    public string AfterJson { get; set; } = "";

    /// <summary>What is wrong, for people.</summary>
    public string Error { get; set; } = "";
}
