using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;

namespace Portal.Domain.Intake.Profiles;

/// <summary>The mapping of an <see cref="ImportProfile"/>, stored as JSON.</summary>
/// <remarks>Every column of a file must be used by a field or listed in <see cref="Ignore"/>: no column is ignored silently.</remarks>
public sealed record ProfileMapping
{
    /// <summary>
    /// The time zone of times without an offset, such as <c>UTC</c> or <c>America/New_York</c>; null means the district's.
    /// </summary>
    public string? TimeZone { get; init; }

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

    /// <summary>The contradictions with which records are taken, marked as doubtful; null rejects them.</summary>
    public ProfileDoubts? Doubtful { get; init; }

    /// <summary>The source of each field; a field without an entry is blank.</summary>
    public IReadOnlyDictionary<RecordField, FieldMapping> Fields { get; init; } = new Dictionary<RecordField, FieldMapping>();

    /// <summary>Columns ignored on purpose, whatever they hold; <c>*</c> ignores all that no field uses.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>The only names of sources that rows may have; none allows every name that the sender may use.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>How to create missing units and items; null rejects rows that name them.</summary>
    public ProfileCreation? Create { get; init; }
}

/// <summary>The source of a field's value: exactly one of column, columns, template and constant.</summary>
public sealed record FieldMapping
{
    /// <summary>The heading of one column.</summary>
    public string? Column { get; init; }

    /// <summary>The headings of several columns: the first that is not blank counts.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>A text with columns in braces, such as <c>{department}/{service}</c>.</summary>
    public string? Template { get; init; }

    /// <summary>The same value for every row.</summary>
    public string? Constant { get; init; }

    /// <summary>The text that replaces a blank column (each blank column, in a template); null leaves it blank.</summary>
    public string? Blank { get; init; }

    /// <summary>The other system's values, each with the portal's; an empty text means blank. Null leaves values unchanged.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }

    /// <summary>The portal's value for values missing from <see cref="Values"/>; null leaves them unchanged.</summary>
    public string? Otherwise { get; init; }
}

/// <summary>A profile's permission to create the unknown units and items that rows name.</summary>
/// <param name="ParentUnitCode">The parent of new units.</param>
/// <param name="UnitKind">The kind of new units that rows name as their own; units that implement items are created as departments.</param>
public sealed record ProfileCreation(string ParentUnitCode, UnitKind UnitKind);
