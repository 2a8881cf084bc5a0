using System.Globalization;
using Portal.Domain.Access.Sources;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Profiles;

/// <summary>Validates a profile's mapping before a file is read with it.</summary>
public static class ProfileCheck
{
    private static readonly RecordField[] s_required = [RecordField.CaseNo, RecordField.UnitCode, RecordField.AcceptedAt];

    private const int MostListed = 1_000;
    private const int MostDateFormats = 20;
    private const int LongestDateFormat = 100; // characters
    private const int LongestTemplate = 1_000; // characters

    /// <returns>One sentence for each error, and one with the number of those not listed; empty when the mapping is valid.</returns>
    public static IReadOnlyList<string> Errors(ProfileMapping mapping) => Bounded(All(mapping));

    internal static IReadOnlyList<string> Bounded(IReadOnlyList<string> all) =>
        all.Count <= MostListed ? all : [.. all.Take(MostListed), RowErrors.Message("profile.more", all.Count - MostListed)];

    /// <summary>The errors that a mapping of any file can have.</summary>
    internal static IEnumerable<string> FileErrors(FileMapping mapping) =>
        [
            .. ReadingErrors(mapping),
            .. mapping.DateFormats.Count > MostDateFormats ? [RowErrors.Message("profile.dateFormats", MostDateFormats)] : (string[])[],
            .. mapping.DateFormats.Where(format => !IsFormat(format)).Select(format => RowErrors.Message("profile.dateFormat", format)),
        ];

    private static List<string> All(ProfileMapping mapping) =>
        [
            .. s_required
                .Where(field => !mapping.Fields.ContainsKey(field))
                .Select(field => RowErrors.Message("profile.required", RecordFields.NameOf(field))),
            .. ZoneErrors(mapping.TimeZone),
            .. FileErrors(mapping),
            .. mapping.Fields.SelectMany(f => FieldErrors(RecordFields.NameOf(f.Key), f.Value, value => IsValidValue(f.Key, value))),
            .. mapping
                .Sources.Where(name => SourceName.Clean(name) is null || SourceName.IsOfEntry(name))
                .Select(name => RowErrors.Message("profile.source", name, SourceName.Length)),
            .. mapping.Create is { ParentUnitCode: var parent } && string.IsNullOrWhiteSpace(parent)
                ? [RowErrors.Message("profile.parent")]
                : (string[])[],
        ];

    /// <exception cref="ProfileException">The mapping has errors.</exception>
    public static void ThrowIfInvalid(ProfileMapping mapping)
    {
        var errors = Errors(mapping);
        if (errors.Count > 0)
            throw new ProfileException(errors);
    }

    private static IEnumerable<string> ZoneErrors(string? zone)
    {
        if (zone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            yield return RowErrors.Message("profile.timeZone", zone);
    }

    private static IEnumerable<string> ReadingErrors(FileMapping mapping)
    {
        if (mapping.Encoding is { } encoding && TextEncodings.Find(encoding) is null)
            yield return RowErrors.Message("profile.encoding", encoding);
        if (mapping.HeadingRow is < 0 or > CellPlace.LastRow)
            yield return RowErrors.Message("profile.headingRow", mapping.HeadingRow.Value);
        if (mapping.NoDate.Count > MostListed || mapping.NoValue.Count > MostListed || mapping.NoDate.Any(string.IsNullOrWhiteSpace))
            yield return RowErrors.Message("profile.noDate", MostListed);
    }

    /// <param name="name">The field's name in the contract.</param>
    /// <param name="mapping">Its source.</param>
    /// <param name="isValid">Whether the portal can read a value of the profile.</param>
    internal static IEnumerable<string> FieldErrors(string name, FieldMapping? mapping, Func<string, bool> isValid)
    {
        if (mapping is null)
        {
            yield return RowErrors.Message("profile.field", name);
            yield break;
        }
        if (mapping.Values is { } values && values.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count() < values.Count)
            yield return RowErrors.Message("profile.valueTwice", name);
        var given = new[] { mapping.Column, mapping.Columns?.FirstOrDefault(), mapping.Template, mapping.Constant }.Count(text =>
            !string.IsNullOrEmpty(text)
        );
        if (given != 1)
            yield return RowErrors.Message("profile.field", name);
        if (
            mapping.Template is { } template
            && (template.Length > LongestTemplate || FieldTemplate.TryParts(template) is not { } parts || parts.All(p => p.Column is null))
        )
        {
            yield return RowErrors.Message("profile.template", name, template);
        }
        foreach (var value in OurValues(mapping).Where(value => !isValid(value)))
            yield return RowErrors.Message("profile.value", name, value);
    }

    private static IEnumerable<string> OurValues(FieldMapping mapping) =>
        (mapping.Values?.Values ?? [])
            .Append(mapping.Otherwise)
            .Append(mapping.Constant)
            .OfType<string>()
            .Where(value => value.Length > 0)
            .Distinct();

    private static bool IsValidValue(RecordField field, string value) =>
        field switch
        {
            RecordField.Channel => ValueSpellings.Channels.TryRead(value, out _),
            RecordField.Outcome => ValueSpellings.Outcomes.TryRead(value, out _),
            RecordField.ServiceMode => ValueSpellings.ServiceModes.TryRead(value, out _),
            RecordField.AppealSource => ValueSpellings.AppealSources.TryRead(value, out _),
            RecordField.Satisfaction => ValueSpellings.Grades.TryRead(value, out _),
            RecordField.Source
            or RecordField.CaseNo
            or RecordField.UnitCode
            or RecordField.ItemCode
            or RecordField.AcceptedAt
            or RecordField.ClosedAt
            or RecordField.DueAt
            or RecordField.Suspensions
            or RecordField.ExtensionDays
            or RecordField.FirstReplyAt
            or RecordField.UpdatedAt
            or RecordField.UnitName
            or RecordField.ItemName
            or RecordField.DepartmentCode
            or RecordField.DepartmentName => true,
        };

    private static bool IsFormat(string format)
    {
        try
        {
            return !string.IsNullOrWhiteSpace(format)
                && format.Length <= LongestDateFormat
                && DateTimeOffset.UnixEpoch.ToString(format, CultureInfo.InvariantCulture).Length > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
