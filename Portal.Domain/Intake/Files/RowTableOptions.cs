using Portal.Domain.Documents.Packaging;
using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Files;

/// <summary>How to open a file as rows.</summary>
internal sealed record RowTableOptions
{
    /// <summary>The expected property names of JSON; null accepts any name and adds it to the columns.</summary>
    public IReadOnlyList<string>? JsonColumns { get; init; }

    /// <summary>Columns that are passed over whatever they hold.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Passes over properties of JSON that are not expected.</summary>
    public bool IgnoresOthers { get; init; }

    /// <summary>
    /// The properties of a JSON object that hold the rows; none finds the only one. Null reads an array, or one object a line, as usual.
    /// </summary>
    public IReadOnlyList<string>? JsonLists { get; init; }

    /// <summary>Reads all lists of a JSON object where none is named; else several are an error.</summary>
    public bool TakesAllLists { get; init; }

    /// <summary>Whether a column of that name is looked for: finds the heading and the sheet of a workbook.</summary>
    public Func<string, bool> IsKnown { get; init; } = _ => false;

    /// <summary>The encoding, the sheet and the row of the heading; the profile's included.</summary>
    public FileReading Reading { get; init; } = FileReading.Found;

    /// <summary>Fills merged cells of a workbook down; else they are problems of their rows.</summary>
    public bool FillMerged { get; init; }

    /// <summary>How far a workbook may expand.</summary>
    public ZipLimits Package { get; init; } = ImportLimits.Default.Package;
}
