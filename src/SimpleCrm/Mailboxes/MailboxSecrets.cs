using System.Text.Json;
using SimpleCrm.Encryption;

namespace SimpleCrm.Mailboxes;

/// <summary>Encrypts and opens the credentials of mailboxes.</summary>
internal sealed class MailboxSecrets(Vault vault)
{
    public byte[] Seal(long mailboxId, MailboxCredentials credentials) =>
        vault.Encrypt(JsonSerializer.SerializeToUtf8Bytes(credentials), Place(mailboxId));

    public MailboxCredentials Open(long mailboxId, byte[] cipher) =>
        JsonSerializer.Deserialize<MailboxCredentials>(vault.Decrypt(cipher, Place(mailboxId)))!;

    private static string Place(long mailboxId) => $"Mailboxes:{mailboxId}:Credentials";
}
