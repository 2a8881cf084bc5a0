using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Profiles;

/// <summary>How a file of another system is read, whatever it holds.</summary>
/// <remarks>Every column of a file must be used by a field or listed in <see cref="Ignore"/>: no column is ignored silently.</remarks>
public abstract record FileMapping
{
    /// <summary>Formats of dates and times, such as <c>dd.MM.yyyy HH:mm</c>, tried in order before ISO 8601.</summary>
    public IReadOnlyList<string> DateFormats { get; init; } = [];

    /// <summary>The order of day and month in dates that end with the year, such as <c>10/31/2014</c>; null refuses them.</summary>
    public DateOrder? DateOrder { get; init; }

    /// <summary>What bare numbers in fields of times count; their size decides between several. None refuses them.</summary>
    public IReadOnlyList<DateNumber> DateNumbers { get; init; } = [];

    /// <summary>Days that stand for none, such as <c>1900-01-01</c>, <c>9999-12-31</c> or <c>0000-00-00</c>.</summary>
    public IReadOnlyList<string> NoDate { get; init; } = [];

    /// <summary>Texts that stand for a blank cell in every column, in any case, such as <c>NULL</c> or <c>-</c>.</summary>
    public IReadOnlyList<string> NoValue { get; init; } = [];

    /// <summary>The encoding of a text file, such as <c>gb18030</c>; null finds it.</summary>
    public string? Encoding { get; init; }

    /// <summary>The name of the sheet of a workbook; null finds it.</summary>
    public string? Sheet { get; init; }

    /// <summary>The row (from 1) of the heading; 0 when the file has none and columns are called by their number. Null finds it.</summary>
    public int? HeadingRow { get; init; }

    /// <summary>Whether merged cells of a workbook are filled down; else their rows are rejected.</summary>
    public bool FillMerged { get; init; }

    /// <summary>Columns ignored on purpose, whatever they hold; <c>*</c> ignores all that no field uses.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>How the profile says that a file is opened.</summary>
    internal FileReading Reading =>
        new()
        {
            Encoding = Encoding,
            Sheet = Sheet,
            HeadingRow = HeadingRow,
        };

    /// <summary>The sources of the fields.</summary>
    internal abstract IEnumerable<FieldMapping> FieldMappings { get; }

    /// <summary>The columns that are read beside those of the fields.</summary>
    internal virtual IEnumerable<string> ColumnsBeside => [];
}
