using System.Globalization;
using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Profiles;

/// <summary>Validates a profile's mapping before a file is read with it.</summary>
public static class ProfileCheck
{
    private static readonly RecordField[] s_required = [RecordField.CaseNo, RecordField.UnitCode, RecordField.AcceptedAt];

    /// <returns>One sentence for each error; empty when the mapping is valid.</returns>
    public static IReadOnlyList<string> Errors(ProfileMapping mapping) =>
        [
            .. s_required
                .Where(field => !mapping.Fields.ContainsKey(field))
                .Select(field => RowErrors.Message("profile.required", RecordFields.NameOf(field))),
            .. ZoneErrors(mapping.TimeZone),
            .. mapping.DateFormats.Where(format => !IsFormat(format)).Select(format => RowErrors.Message("profile.dateFormat", format)),
            .. mapping.Fields.SelectMany(f => FieldErrors(f.Key, f.Value)),
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

    private static IEnumerable<string> FieldErrors(RecordField field, FieldMapping mapping)
    {
        var name = RecordFields.NameOf(field);
        var given = new[] { mapping.Column, mapping.Template, mapping.Constant }.Count(text => !string.IsNullOrEmpty(text));
        if (given != 1)
            yield return RowErrors.Message("profile.field", name);
        if (mapping.Template is { } template && (FieldTemplate.TryParts(template) is not { } parts || parts.All(p => p.Column is null)))
        {
            yield return RowErrors.Message("profile.template", name, template);
        }
        foreach (var value in OurValues(mapping).Where(value => !IsValidValue(field, value)))
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
            or RecordField.UnitName
            or RecordField.ItemName
            or RecordField.DepartmentCode
            or RecordField.DepartmentName => true,
        };

    private static bool IsFormat(string format)
    {
        try
        {
            return !string.IsNullOrWhiteSpace(format) && DateTimeOffset.UnixEpoch.ToString(format, CultureInfo.InvariantCulture).Length > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
