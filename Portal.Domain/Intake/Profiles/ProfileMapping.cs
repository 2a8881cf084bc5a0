using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;

namespace Portal.Domain.Intake.Profiles;

/// <summary>What an <see cref="ImportProfile"/> says, as it is kept in JSON.</summary>
/// <remarks>Every column of a file must be used by a field or listed in <see cref="Ignore"/>: nothing is passed over in silence.</remarks>
public sealed record ProfileMapping
{
    /// <summary>The zone of times without an offset, such as <c>UTC</c> or <c>America/New_York</c>; null means the district's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Formats of dates and times, such as <c>dd.MM.yyyy HH:mm</c>, tried in order before ISO 8601.</summary>
    public IReadOnlyList<string> DateFormats { get; init; } = [];

    /// <summary>Where each field comes from; a field that is not named is blank.</summary>
    public IReadOnlyDictionary<RecordField, FieldMapping> Fields { get; init; } = new Dictionary<RecordField, FieldMapping>();

    /// <summary>Columns that are knowingly left out.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Where missing units and items are created; null rejects rows that name them.</summary>
    public ProfileCreation? Create { get; init; }
}

/// <summary>Where a field's value comes from: exactly one of column, template and constant.</summary>
public sealed record FieldMapping
{
    /// <summary>The heading of one column.</summary>
    public string? Column { get; init; }

    /// <summary>A text with columns in braces, such as <c>{department}/{service}</c>.</summary>
    public string? Template { get; init; }

    /// <summary>The same value for every row.</summary>
    public string? Constant { get; init; }

    /// <summary>What stands for a blank column (each of them, in a template); null leaves it blank.</summary>
    public string? Blank { get; init; }

    /// <summary>Their values and what they mean in ours; an empty text means blank. Null takes values as they are.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }

    /// <summary>What values mean that <see cref="Values"/> does not list; null takes them as they are.</summary>
    public string? Otherwise { get; init; }
}

/// <summary>A profile's leave to create what a row names and nobody knows.</summary>
/// <param name="ParentUnitCode">The unit below which new units hang.</param>
/// <param name="UnitKind">The kind of new units of records; units that implement items are departments.</param>
public sealed record ProfileCreation(string ParentUnitCode, UnitKind UnitKind);
