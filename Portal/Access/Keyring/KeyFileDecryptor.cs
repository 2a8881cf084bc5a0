using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Portal.Access.Keyring;

/// <summary>Unwraps stored keys of cookies. Its full name is stored with each key, so it cannot be renamed or moved.</summary>
internal sealed class KeyFileDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(services.GetRequiredService<OpenedKeyFile>().Value.Unwrap(encryptedElement.Value));
}
