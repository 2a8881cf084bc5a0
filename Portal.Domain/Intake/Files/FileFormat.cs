namespace Portal.Domain.Intake.Files;

/// <summary>What a file or message is written in.</summary>
public enum FileFormat
{
    /// <summary>Values separated by commas, semicolons or tabs; which one is seen from the heading.</summary>
    Csv,

    /// <summary>One array of objects.</summary>
    Json,

    /// <summary>One object a line.</summary>
    NdJson,

    /// <summary>The first sheet of an Excel workbook.</summary>
    Xlsx,
}

/// <summary>Tells the format of a file.</summary>
public static class FileFormats
{
    /// <summary>By the first bytes where they are telling, else by the name's ending; anything unknown is taken as CSV.</summary>
    /// <exception cref="RecordFileException">The file is of a kind that is not read, such as an Excel workbook of before 2007.</exception>
    public static FileFormat Of(string fileName, ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("PK\u0003\u0004"u8))
            return FileFormat.Xlsx;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            throw new RecordFileException("file.oldExcel");
        return Path.GetExtension(fileName).ToUpperInvariant() switch
        {
            ".XLSX" or ".XLSM" => throw new RecordFileException("file.notExcel"),
            ".JSON" => start.TrimStart(" \t\r\n\u00EF\u00BB\u00BF"u8) is [(byte)'{', ..] ? FileFormat.NdJson : FileFormat.Json,
            ".NDJSON" or ".JSONL" => FileFormat.NdJson,
            _ => FileFormat.Csv,
        };
    }
}
