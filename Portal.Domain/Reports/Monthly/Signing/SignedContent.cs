using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Portal.Domain.Documents.Content;

namespace Portal.Domain.Reports.Monthly.Signing;

/// <summary>The content frozen with a signature beside the files: the documents in all languages, and the basis of their figures.</summary>
internal sealed record SignedContent(string Basis, IReadOnlyDictionary<string, ReportDocument> Documents)
{
    public byte[] ToJson()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("basis", Basis);
            writer.WriteStartObject("documents");
            foreach (var (language, document) in Documents.OrderBy(d => d.Key, StringComparer.Ordinal))
            {
                writer.WritePropertyName(language);
                writer.WriteRawValue(ReportJson.Write(document));
            }
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return buffer.ToArray();
    }

    public static SignedContent FromJson(ReadOnlyMemory<byte> json)
    {
        using var read = JsonDocument.Parse(json);
        var documents = read
            .RootElement.GetProperty("documents")
            .EnumerateObject()
            .ToDictionary(d => d.Name, d => ReportJson.Read(Encoding.UTF8.GetBytes(d.Value.GetRawText())), StringComparer.Ordinal);
        return new(read.RootElement.GetProperty("basis").GetString()!, documents);
    }

    public static byte[] Compress(byte[] json)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(json);
        return packed.ToArray();
    }

    public static byte[] Decompress(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var json = new MemoryStream();
        gzip.CopyTo(json);
        return json.ToArray();
    }

    /// <summary>
    /// SHA-256, in hexadecimal, of the content followed by the files' own hashes as text, in order of language and format.
    /// </summary>
    public static string Hash(byte[] json, IEnumerable<SignedFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(json);
        foreach (var file in files.OrderBy(f => f.Language, StringComparer.Ordinal).ThenBy(f => f.Format))
            hash.AppendData(Encoding.ASCII.GetBytes(file.Hash));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
