namespace Portal.Domain.Intake.Profiles;

/// <summary>The mapping of an <see cref="ImportProfile"/> of units, items or days, stored as JSON.</summary>
public sealed record ReferenceMapping : FileMapping
{
    /// <summary>The source of each of the portal's columns, by its name in the contract; a column without an entry is absent.</summary>
    public IReadOnlyDictionary<string, FieldMapping> Fields { get; init; } = new Dictionary<string, FieldMapping>();

    /// <summary>
    /// For JSON whose rows lie in an object: the names of the properties that hold them. Such a property is an array of objects, or an
    /// object with one property a row. None finds it where there is only one.
    /// </summary>
    /// <remarks>
    /// Rows then also have the columns <c>$list</c> (the name of the property), <c>$key</c> and <c>$value</c> (name and text of a row that is
    /// a property).
    /// </remarks>
    public IReadOnlyList<string> Rows { get; init; } = [];

    /// <summary>
    /// Of a calendar: a file that names New Year's Day and National Day of a year as rest days is the whole notice of that year. Days of it
    /// that the file does not list go back to the weekly rule.
    /// </summary>
    public bool WholeYears { get; init; }

    internal override IEnumerable<FieldMapping> FieldMappings => Fields.Values;
}
