using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Portal.Domain.Access;
using Portal.Domain.Access.Keyring;

namespace Portal.Access.Keyring;

/// <summary>Wraps each new key of cookies by the key file before it is stored.</summary>
internal sealed class KeyFileEncryptor(KeyFile file) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(
            new XElement(
                CookieKeys.WrappedElement,
                new XAttribute(CookieKeys.FingerprintAttribute, file.Fingerprint),
                file.Wrap(plaintextElement.ToString(SaveOptions.DisableFormatting))
            ),
            typeof(KeyFileDecryptor)
        );
}
