namespace Portal.Domain.Intake.Profiles;

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
