using System.Collections.Concurrent;
using System.Security.Cryptography;
using SimpleCrm.Encryption;
using Xunit;

namespace SimpleCrm.Tests.Encryption;

public sealed class VaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vault-").FullName;
    private string KeyFile => Path.Combine(_folder, "keys.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("a")]
    [InlineData("short text, not worth compressing")]
    public void Text_comes_back_as_it_was(string text)
    {
        var vault = new Vault(KeyRing.Open(KeyFile));
        Assert.Equal(text, vault.DecryptText(vault.EncryptText(text, "EmailBodies:1:Text"), "EmailBodies:1:Text"));
    }

    [Fact]
    public void Long_text_is_stored_smaller_than_it_is()
    {
        var vault = new Vault(KeyRing.Open(KeyFile));
        var text = string.Concat(Enumerable.Repeat("Could we split the delivery in two? ", 200));
        var envelope = vault.EncryptText(text, "EmailBodies:1:Text");
        Assert.True(envelope.Length < text.Length / 4);
        Assert.Equal(text, vault.DecryptText(envelope, "EmailBodies:1:Text"));
    }

    [Fact]
    public void Empty_text_takes_no_room()
    {
        var vault = new Vault(KeyRing.Open(KeyFile));
        Assert.Empty(vault.EncryptText("", "p"));
        Assert.Equal("", vault.DecryptText([], "p"));
    }

    [Fact]
    public void Ciphertext_moved_to_another_row_does_not_open()
    {
        var vault = new Vault(KeyRing.Open(KeyFile));
        var envelope = vault.Encrypt("secret"u8, "Mailboxes:1:Credentials");
        Assert.Throws<AuthenticationTagMismatchException>(() => vault.Decrypt(envelope, "Mailboxes:2:Credentials"));
        Assert.Throws<AuthenticationTagMismatchException>(() => vault.Decrypt(envelope, "Mailboxes:1:Other"));
    }

    [Fact]
    public void Every_altered_byte_is_noticed()
    {
        var vault = new Vault(KeyRing.Open(KeyFile));
        var envelope = vault.Encrypt("secret"u8, "p");
        for (var at = 0; at < envelope.Length; at++)
        {
            var altered = envelope.ToArray();
            altered[at] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => vault.Decrypt(altered, "p"));
        }
        Assert.Throws<CryptographicException>(() => vault.Decrypt(envelope.AsSpan(0, 20), "p"));
    }

    [Fact]
    public void After_a_rotation_old_data_opens_and_new_data_uses_the_new_key()
    {
        var ring = KeyRing.Open(KeyFile);
        var vault = new Vault(ring);
        var old = vault.Encrypt("old"u8, "p");
        Assert.Equal(2, ring.Rotate());

        var reopened = new Vault(KeyRing.Open(KeyFile));
        var fresh = reopened.Encrypt("new"u8, "p");
        Assert.Equal("old"u8.ToArray(), reopened.Decrypt(old, "p"));
        Assert.Equal(2, BitConverter.ToInt32(fresh, 1));
    }

    [Fact]
    public void Data_of_a_lost_key_does_not_open()
    {
        var envelope = new Vault(KeyRing.Open(KeyFile)).Encrypt("secret"u8, "p");
        File.Delete(KeyFile);
        Assert.ThrowsAny<CryptographicException>(() => new Vault(KeyRing.Open(KeyFile)).Decrypt(envelope, "p"));
    }

    [Fact]
    public void A_damaged_key_file_is_refused_and_left_as_it_is()
    {
        File.WriteAllText(KeyFile, """{"1":"AAAA"}""");
        Assert.Throws<InvalidDataException>(() => KeyRing.Open(KeyFile));
        Assert.Equal("""{"1":"AAAA"}""", File.ReadAllText(KeyFile));
    }

    [Fact]
    public void Only_the_products_account_can_read_the_key_file()
    {
        KeyRing.Open(KeyFile);
        if (OperatingSystem.IsWindows())
            Assert.Skip("Unix file modes.");
        else
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
    }

    [Fact]
    public void No_nonce_is_used_twice()
    {
        var vault = new Vault(KeyRing.Open(KeyFile));
        var nonces = new ConcurrentDictionary<string, bool>();
        Parallel.For(0, 50_000, _ => Assert.True(nonces.TryAdd(Convert.ToHexString(vault.Encrypt("x"u8, "p").AsSpan(5, 12)), true)));
    }
}
