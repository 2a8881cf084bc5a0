using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Profiles;

/// <summary>Validates the mapping of a profile of units, items or days before a file is read with it.</summary>
public static class ReferenceProfileCheck
{
    private const int MostLists = 20;

    /// <returns>One sentence for each error, and one with the number of those not listed; empty when the mapping is valid.</returns>
    public static IReadOnlyList<string> Errors(ReferenceMapping mapping, ReferenceKind kind)
    {
        var columns = ReferenceColumns.Of(kind);
        var mapped = mapping.Fields.Keys.Select(columns.Find).ToHashSet();
        return ProfileCheck.Bounded([
            .. columns
                .All.Where((column, at) => column.IsRequired && !mapped.Contains(at))
                .Select(column => RowErrors.Message("profile.required", column.Name)),
            .. ProfileCheck.FileErrors(mapping),
            .. mapping.Fields.SelectMany(field => FieldErrors(columns, field.Key, field.Value)),
            .. mapping.Rows.Count > MostLists || mapping.Rows.Any(string.IsNullOrWhiteSpace)
                ? [RowErrors.Message("profile.rows", MostLists)]
                : (string[])[],
        ]);
    }

    /// <exception cref="ProfileException">The mapping has errors.</exception>
    public static void ThrowIfInvalid(ReferenceMapping mapping, ReferenceKind kind)
    {
        var errors = Errors(mapping, kind);
        if (errors.Count > 0)
            throw new ProfileException(errors);
    }

    private static IEnumerable<string> FieldErrors(ReferenceColumns columns, string name, FieldMapping? mapping) =>
        columns.Find(name) is var at && at < 0
            ? [RowErrors.Message("profile.fieldUnknown", name, RowErrors.Names(columns.Names))]
            : ProfileCheck.FieldErrors(columns.All[at].Name, mapping, columns.All[at].Reads);
}
