namespace SimpleCrm.EndToEnd.Kills;

/// <summary>Where the product is to read and to send.</summary>
internal sealed record MailServers(string ImapHost, int ImapPort, string SmtpHost, int SmtpPort);
