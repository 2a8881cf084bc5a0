using System.Security.Cryptography;
using Portal.Domain.Shared;

namespace Portal.Domain.Evidence;

/// <summary>A file that was received and checked, and is not stored yet.</summary>
/// <param name="Name">The cleaned name.</param>
/// <param name="Type">The format, by the content.</param>
/// <param name="Bytes">Exactly what was sent.</param>
/// <param name="Sha256">The hash of the bytes, in hexadecimal digits.</param>
public sealed record ReceivedEvidence(string Name, EvidenceType Type, byte[] Bytes, string Sha256);

/// <summary>Reads a file that is sent as evidence, and checks it.</summary>
public sealed class EvidenceReceiver(EvidenceLimits limits)
{
    private const int Step = 64 << 10;

    /// <summary>Reads at most one byte more than the limit: a larger file is refused while it arrives.</summary>
    /// <param name="name">The name that the sender gave; null when there is none.</param>
    /// <param name="declaredLength">How many bytes the sender announced; null when unknown. It is not believed, only refused early.</param>
    /// <param name="content">The bytes; read to their end only when they are not too many.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public async Task<Outcome<ReceivedEvidence>> ReceiveAsync(
        string? name,
        long? declaredLength,
        Stream content,
        CancellationToken cancellation = default
    )
    {
        var read = EvidenceName.Read(name);
        if (read.Refusal is { } wrongName)
            return wrongName;
        if (declaredLength > limits.MostBytes)
            return EvidenceRefusal.FileIsTooLarge;
        var bytes = await ReadAsync(content, cancellation);
        if (bytes.Length > limits.MostBytes)
            return EvidenceRefusal.FileIsTooLarge;
        if (EvidenceContentCheck.Check(read.Value.Type, bytes) is { } wrongContent)
            return wrongContent;
        return new ReceivedEvidence(read.Value.Text, read.Value.Type, bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private async Task<byte[]> ReadAsync(Stream content, CancellationToken cancellation)
    {
        using var read = new MemoryStream();
        var buffer = new byte[Step];
        while (read.Length <= limits.MostBytes)
        {
            var wanted = (int)Math.Min(buffer.Length, limits.MostBytes + 1L - read.Length);
            var got = await content.ReadAsync(buffer.AsMemory(0, wanted), cancellation);
            if (got == 0)
                break;
            read.Write(buffer, 0, got);
        }
        return read.ToArray();
    }
}
