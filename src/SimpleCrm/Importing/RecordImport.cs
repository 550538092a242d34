using SimpleCrm.Links;

namespace SimpleCrm.Importing;

/// <summary>A file of records that somebody brought, and how far it has been taken in. Its rows are kept for <see cref="Imports.UndoTime"/>.</summary>
public sealed class RecordImport
{
    public long Id { get; set; } = RowId.Next();

    /// <summary>Whose import it is; they own what it adds unless the file says otherwise.</summary>
    public long UserId { get; set; }

    /// <summary>Contacts, companies or leads.</summary>
    public RecordKind Kind { get; set; }
    public string FileName { get; set; } = "";

    /// <summary>The encoding the file was read with.</summary>
    public string Encoding { get; set; } = "";

    /// <summary>What separates its cells; empty for vCards.</summary>
    public string Separator { get; set; } = "";

    /// <summary>The names of its columns, as a JSON array.</summary>
    public string ColumnsJson { get; set; } = "[]";

    /// <summary>Tells files with the same columns, so that their mapping is remembered.</summary>
    public string ColumnsKey { get; set; } = "";

    /// <summary>What each column is, as a JSON array of targets; empty for those that are left out.</summary>
    public string MappingJson { get; set; } = "[]";

    /// <summary>Records that are there already get what the file says; else they stay as they are.</summary>
    public bool UpdatesExisting { get; set; }
    public ImportState State { get; set; }
    public int Total { get; set; }

    /// <summary>Rows that have been looked at, in the order of the file.</summary>
    public int Done { get; set; }
    public int Added { get; set; }
    public int Updated { get; set; }
    public int Duplicates { get; set; }
    public int Wrong { get; set; }

    /// <summary>By undoing: records that were changed since and stayed.</summary>
    public int Kept { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime? EndedAt { get; set; }
}
