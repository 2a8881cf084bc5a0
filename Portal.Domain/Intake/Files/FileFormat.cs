namespace Portal.Domain.Intake.Files;

/// <summary>The format of a file or message.</summary>
public enum FileFormat : byte
{
    /// <summary>Values separated by commas, semicolons or tabs; the heading decides which.</summary>
    Csv = 1,

    /// <summary>One array of objects.</summary>
    Json = 2,

    /// <summary>One object per line.</summary>
    NdJson = 3,

    /// <summary>A sheet of an Excel workbook.</summary>
    Xlsx = 4,
}

/// <summary>Detects the format of a file.</summary>
public static class FileFormats
{
    /// <summary>By the signature in the first bytes, else by the name's extension; an unknown extension is read as CSV.</summary>
    /// <exception cref="RecordFileException">The format is not supported, such as an Excel workbook of before 2007.</exception>
    public static FileFormat Of(string fileName, ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("PK\u0003\u0004"u8))
            return FileFormat.Xlsx;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            throw new RecordFileException("file.oldExcel");
        var isMarkup = start.TrimStart(" \t\r\n\u00EF\u00BB\u00BF"u8) is [(byte)'<', ..];
        return Path.GetExtension(fileName).ToUpperInvariant() switch
        {
            ".XLS" or ".XLSX" or ".XLSM" or ".XLSB" when isMarkup => throw new RecordFileException("file.markup"),
            ".XLSX" or ".XLSM" or ".XLSB" => throw new RecordFileException("file.notExcel"),
            ".JSON" when start.TrimStart(" \t\r\n\u00EF\u00BB\u00BF"u8) is [(byte)'{', ..] => FileFormat.NdJson,
            ".JSON" => FileFormat.Json,
            ".NDJSON" or ".JSONL" => FileFormat.NdJson,
            _ => FileFormat.Csv,
        };
    }
}
