using System.Globalization;
using Portal.Domain.Records;
using Portal.Domain.Records.Changes;
using Portal.Domain.Shared;
using Portal.Records.Lists;

namespace Portal.Records.Details;

/// <summary>The texts of a field before and after a message.</summary>
internal sealed class ChangeFormatter(RecordFormatter format, DistrictTime time)
{
    /// <param name="field">Decides how the value is read.</param>
    /// <param name="value">As <see cref="FieldChange"/> keeps it; null for an empty field.</param>
    public string Value(ChangedField field, string? value)
    {
        if (value is null)
            return RecordFormatter.Missing;
        return field switch
        {
            ChangedField.Unit => Number(value) is { } unit ? format.Unit(unit, time.Today) : value,
            ChangedField.Item => Number(value) is { } item ? format.Item(item, time.Today) : value,
            ChangedField.Channel => Word<Channel>(value) is { } channel ? format.Channel(channel) : value,
            ChangedField.Outcome => Word<CaseOutcome>(value) is { } outcome ? format.Outcome(outcome) : value,
            ChangedField.ServiceMode => Word<ServiceMode>(value) is { } mode ? format.Mode(mode) : value,
            ChangedField.AppealSource => Word<AppealSource>(value) is { } source ? format.Origin(source) : value,
            ChangedField.Satisfaction => byte.TryParse(value, CultureInfo.InvariantCulture, out var grade) ? format.Grade(grade) : value,
            ChangedField.AcceptedAt or ChangedField.ClosedAt or ChangedField.FirstReplyAt => Instant(value, format.Instant),
            ChangedField.SourceDueAt or ChangedField.DueAt => Instant(value, format.Due),
            ChangedField.Suspensions or ChangedField.ExtensionDays => value,
        };
    }

    private static int? Number(string value) => int.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static T? Word<T>(string value)
        where T : struct, Enum => Enum.TryParse<T>(value, out var word) ? word : null;

    private static string Instant(string value, Func<DateTimeOffset?, string> show) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? show(at) : value;
}
