namespace SimpleCrm.TestServers.Dovecot;

/// <summary>How Dovecot keeps emails on disk.</summary>
public enum MailStorage
{
    /// <summary>A file per email whose name holds the flags; the only one that can be seeded by writing files.</summary>
    Maildir,

    /// <summary>Dovecot's own format.</summary>
    Sdbox,
}
