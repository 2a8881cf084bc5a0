using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Domain.Data.Files;

namespace Portal.Domain.Access.Keyring;

/// <summary>
/// The secret outside the database that wraps the keys of cookies: a file that only its owner may read. Who has a copy of the database, but
/// not this file, can make no cookie that the portal accepts.
/// </summary>
public sealed class KeyFile
{
    private const string Head = "portal-key-1 ";
    private const int SecretBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int FingerprintBytes = 8;

    private readonly byte[] _secret;

    private KeyFile(byte[] secret) =>
        (_secret, Fingerprint) = (secret, Convert.ToHexStringLower(HMACSHA256.HashData(secret, "portal key file"u8)[..FingerprintBytes]));

    /// <summary>
    /// Tells key files apart without saying anything about the secret; 16 hexadecimal digits. Stands beside everything wrapped.
    /// </summary>
    public string Fingerprint { get; }

    /// <summary>Reads a key file.</summary>
    /// <returns>Null when there is no such file.</returns>
    /// <exception cref="UnusableDatabaseException">Everybody can read the file, or it is no key file.</exception>
    public static KeyFile? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        if (
            !OperatingSystem.IsWindows()
            && (File.GetUnixFileMode(path) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != UnixFileMode.None
        )
            throw new UnusableDatabaseException($"Everybody on this machine can read the key file {path}: chmod 600 {path}");
        var text = File.ReadAllText(path).Trim();
        var secret = new byte[SecretBytes];
        return
            text.StartsWith(Head, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[Head.Length..], secret, out var length)
            && length == SecretBytes
            ? new(secret)
            : throw new UnusableDatabaseException($"{path} is no key file of the portal. Put the right one in its place (Portal:KeyFile).");
    }

    /// <summary>Makes a key file with a random secret; when another process makes it at the same time, all get the same.</summary>
    public static KeyFile Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        DurableFile.TryWriteNew(path, NewText());
        return Read(path)!;
    }

    /// <summary>Writes a new secret beside the key file; <see cref="Adopt"/> then puts it in its place.</summary>
    internal static KeyFile Prepare(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        DurableFile.Write(Next(path), NewText());
        return Read(Next(path))!;
    }

    /// <summary>Puts the prepared secret in the place of the key file.</summary>
    internal static void Adopt(string path) => DurableFile.Rename(Next(path), path);

    /// <summary>Encrypts and authenticates a text (AES-256-GCM).</summary>
    /// <returns>Nonce, tag and ciphertext, in Base64.</returns>
    public string Wrap(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var wrapped = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(_secret, TagBytes);
        aes.Encrypt(
            wrapped.AsSpan(0, NonceBytes),
            plain,
            wrapped.AsSpan(NonceBytes + TagBytes),
            wrapped.AsSpan(NonceBytes, TagBytes),
            Encoding.UTF8.GetBytes(Fingerprint)
        );
        return Convert.ToBase64String(wrapped);
    }

    /// <summary>The text that was wrapped.</summary>
    /// <exception cref="CryptographicException">It was wrapped by another key file, or changed.</exception>
    public string Unwrap(string wrapped)
    {
        var bytes = Convert.FromBase64String(wrapped).AsSpan();
        if (bytes.Length < NonceBytes + TagBytes)
            throw new CryptographicException(string.Create(CultureInfo.InvariantCulture, $"{bytes.Length} bytes are no wrapped key."));
        var plain = new byte[bytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(_secret, TagBytes);
        aes.Decrypt(
            bytes[..NonceBytes],
            bytes[(NonceBytes + TagBytes)..],
            bytes[NonceBytes..(NonceBytes + TagBytes)],
            plain,
            Encoding.UTF8.GetBytes(Fingerprint)
        );
        return Encoding.UTF8.GetString(plain);
    }

    private static string Next(string path) => path + ".next";

    private static string NewText() => Head + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes)) + "\n";
}
