namespace Portal.Domain.Intake.Rows;

/// <summary>How a file is opened; what is null is found.</summary>
public sealed record FileReading
{
    /// <summary>Nothing is chosen.</summary>
    public static readonly FileReading Found = new();

    /// <summary>The encoding of a text file, such as <c>gb18030</c>.</summary>
    public string? Encoding { get; init; }

    /// <summary>The name of the sheet of a workbook.</summary>
    public string? Sheet { get; init; }

    /// <summary>The row (from 1) of the heading; 0 when the file has none and columns are called by their number.</summary>
    public int? HeadingRow { get; init; }

    /// <summary>What is chosen here, and where nothing is, what the other says.</summary>
    public FileReading Or(FileReading? other) =>
        new()
        {
            Encoding = Encoding ?? other?.Encoding,
            Sheet = Sheet ?? other?.Sheet,
            HeadingRow = HeadingRow ?? other?.HeadingRow,
        };
}
