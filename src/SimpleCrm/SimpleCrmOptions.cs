using System.ComponentModel.DataAnnotations;

namespace SimpleCrm;

/// <summary>Settings of the whole product, at the root of the configuration.</summary>
public sealed class SimpleCrmOptions
{
    /// <summary>Folder for the database, the key file and stored attachments; made when missing.</summary>
    [Required(ErrorMessage = "DataDirectory must name a folder.")]
    public string DataDirectory { get; set; } = "data";

    /// <summary>Which database, and how it is used.</summary>
    public DatabaseOptions Database { get; set; } = new();
}
