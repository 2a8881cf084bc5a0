using System.Security.Cryptography;
using System.Text;

namespace Portal.Domain.Webhooks.Messages;

/// <summary>The secret of a subscription, with which each message is signed (Standard Webhooks, symmetric signatures <c>v1</c>).</summary>
public sealed class WebhookSecret
{
    /// <summary>The beginning of every secret, by which a leaked one is recognised.</summary>
    public const string Prefix = "whsec_";

    // Standard Webhooks asks for 24 to 64 bytes; the secret of its own example has 18.
    private const int RandomBytes = 32;
    private const int FewestBytes = 16;
    private const int MostBytes = 64;

    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    /// <summary>A new secret of 256 random bits.</summary>
    public static WebhookSecret Create() => new(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    /// <exception cref="FormatException">It is no secret of 16 to 64 bytes.</exception>
    public static WebhookSecret Parse(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
            throw new FormatException($"A secret begins with {Prefix}.");
        var key = Convert.FromBase64String(text[Prefix.Length..]);
        return key.Length is >= FewestBytes and <= MostBytes ? new(key) : throw new FormatException("A secret has 16 to 64 bytes.");
    }

    /// <summary>The prefix and the key in Base64, as receivers enter it.</summary>
    public string ToText() => Prefix + Convert.ToBase64String(_key);

    /// <summary>The signature of a message: <c>v1,</c> and the Base64 of HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
    /// <param name="id">The header <c>webhook-id</c>.</param>
    /// <param name="sentAt">The instant of the attempt; signed in whole seconds.</param>
    /// <param name="body">The bytes of the body.</param>
    public string Sign(string id, DateTimeOffset sentAt, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{sentAt.ToUnixTimeSeconds()}."), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(_key, signed));
    }
}
