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

    /// <summary>The source of each field; a field without an entry is blank.</summary>
    public IReadOnlyDictionary<RecordField, FieldMapping> Fields { get; init; } = new Dictionary<RecordField, FieldMapping>();

    /// <summary>Columns ignored on purpose.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>How to create missing units and items; null rejects rows that name them.</summary>
    public ProfileCreation? Create { get; init; }
}

/// <summary>The source of a field's value: exactly one of column, template and constant.</summary>
public sealed record FieldMapping
{
    /// <summary>The heading of one column.</summary>
    public string? Column { get; init; }

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
