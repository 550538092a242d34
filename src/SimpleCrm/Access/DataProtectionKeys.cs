using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SimpleCrm.Encryption;

namespace SimpleCrm.Access;

/// <summary>Keeps the keys of cookies and tokens in the data directory, encrypted by the product's own key ring, so that a restart signs nobody out.</summary>
internal static class DataProtectionKeys
{
    private const string Place = "DataProtection:Key";

    public static void AddDataProtectionKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("SimpleCrm");
        services.AddOptions<KeyManagementOptions>().Configure<IOptions<SimpleCrmOptions>, Vault, ILoggerFactory>((keys, options, vault, loggers) =>
        {
            var folder = Directory.CreateDirectory(Path.Combine(Path.GetFullPath(options.Value.DataDirectory), "sign-in-keys"));
            keys.XmlRepository = new FileSystemXmlRepository(folder, loggers);
            keys.XmlEncryptor = new Sealer(vault);
        });
    }

    private sealed class Sealer(Vault vault) : IXmlEncryptor
    {
        public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
            new XElement("sealed", Convert.ToBase64String(vault.Encrypt(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)), Place))),
            typeof(Opener));
    }

    internal sealed class Opener(IServiceProvider services) : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement) => XElement.Parse(Encoding.UTF8.GetString(
            services.GetRequiredService<Vault>().Decrypt(Convert.FromBase64String(encryptedElement.Value), Place)));
    }
}
