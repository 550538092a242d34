using System.ComponentModel.DataAnnotations;

namespace SimpleCrm;

/// <summary>Settings of the whole product, at the root of the configuration.</summary>
public sealed class SimpleCrmOptions
{
    /// <summary>Folder for the database, the key file and stored attachments; made when missing.</summary>
    [Required(ErrorMessage = "DataDirectory must name a folder.")]
    public string DataDirectory { get; set; } = "data";

    /// <summary>
    /// The address at which people and providers reach the product, such as https://crm.example.com. Null: pages use the address they are asked at,
    /// and providers cannot push, so that mailboxes are polled.
    /// </summary>
    public Uri? PublicAddress { get; set; }

    /// <summary>Which database, and how it is used.</summary>
    public DatabaseOptions Database { get; set; } = new();
}
