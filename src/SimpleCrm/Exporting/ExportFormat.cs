namespace SimpleCrm.Exporting;

/// <summary>Formats of exports.</summary>
public enum ExportFormat
{
    /// <summary>RFC 4180 in UTF-8 with a byte order mark.</summary>
    Csv,

    /// <summary>vCard 3.0, RFC 2426.</summary>
    VCard3,

    /// <summary>vCard 4.0, RFC 6350.</summary>
    VCard4,
}
