using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Profiles;

/// <summary>The mapping of an <see cref="ImportProfile"/>, stored as JSON.</summary>
public sealed record ProfileMapping : FileMapping
{
    /// <summary>
    /// The time zone of times without an offset, such as <c>UTC</c> or <c>America/New_York</c>; null means the district's.
    /// </summary>
    public string? TimeZone { get; init; }

    /// <summary>The contradictions with which records are taken, marked as doubtful; null rejects them.</summary>
    public ProfileDoubts? Doubtful { get; init; }

    /// <summary>The source of each field; a field without an entry is blank.</summary>
    public IReadOnlyDictionary<RecordField, FieldMapping> Fields { get; init; } = new Dictionary<RecordField, FieldMapping>();

    /// <summary>
    /// The only names of sources that rows may have, cleaned as those of rows are; none allows every name that the sender may use.
    /// </summary>
    public IReadOnlyList<string> Sources
    {
        get;
        init => field = [.. value.Select(name => name is null ? "" : Identifiers.Clean(name))];
    } = [];

    /// <summary>How to create missing units and items; null rejects rows that name them.</summary>
    public ProfileCreation? Create { get; init; }

    internal override IEnumerable<FieldMapping> FieldMappings => Fields.Values;

    internal override IEnumerable<string> ColumnsBeside => Doubtful?.ClosingTime is { } closing ? [closing] : [];
}

/// <summary>A profile's permission to create the unknown units and items that rows name.</summary>
/// <param name="ParentUnitCode">The parent of new units.</param>
/// <param name="UnitKind">The kind of new units that rows name as their own; units that implement items are created as departments.</param>
public sealed record ProfileCreation(string ParentUnitCode, UnitKind UnitKind);
