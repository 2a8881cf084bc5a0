using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Portal.Domain.Records.Changes;

/// <summary>Compares two states of a record field by field.</summary>
public static class FieldChanges
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>The fields that differ, in the order of <see cref="ChangedField"/>.</summary>
    public static IReadOnlyList<FieldChange> Between(ServiceRecord before, ServiceRecord after) =>
        [
            .. Enum.GetValues<ChangedField>()
                .Select(field => (Field: field, Before: Value(before, field), After: Value(after, field)))
                .Where(change => change.Before != change.After)
                .Select(change => new FieldChange(change.Field, Bounded(change.Before), Bounded(change.After))),
        ];

    /// <summary>The change of a due time that is not the result of a message.</summary>
    public static IReadOnlyList<FieldChange> OfDue(DateTimeOffset? before, DateTimeOffset? after) =>
        [new(ChangedField.DueAt, Instant(before), Instant(after))];

    public static string ToJson(IReadOnlyList<FieldChange> changes) => JsonSerializer.Serialize(changes, s_json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static IReadOnlyList<FieldChange> Read(string json) => JsonSerializer.Deserialize<FieldChange[]>(json, s_json) ?? [];

    /// <summary>Instants in UTC, ids and grades as numbers, words by their names.</summary>
    private static string? Value(ServiceRecord record, ChangedField field) =>
        field switch
        {
            ChangedField.Unit => Number(record.UnitId),
            ChangedField.Item => Number(record.ItemId),
            ChangedField.Channel => record.Channel.ToString(),
            ChangedField.AcceptedAt => Instant(record.AcceptedAt),
            ChangedField.ClosedAt => Instant(record.ClosedAt),
            ChangedField.Outcome => record.Outcome?.ToString(),
            ChangedField.SourceDueAt => Instant(record.SourceDueAt),
            ChangedField.Suspensions => record.SuspensionsText,
            ChangedField.ExtensionDays => Number(record.ExtensionDays),
            ChangedField.Satisfaction => Number(record.Satisfaction),
            ChangedField.ServiceMode => record.ServiceMode?.ToString(),
            ChangedField.AppealSource => record.AppealSource?.ToString(),
            ChangedField.FirstReplyAt => Instant(record.FirstReplyAt),
            ChangedField.DueAt => Instant(record.DueAt),
        };

    private static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string? Instant(DateTimeOffset? instant) =>
        instant?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    private static string? Bounded(string? value) =>
        value is { Length: > RecordChange.ValueLength } ? string.Concat(value.AsSpan(0, RecordChange.ValueLength - 1), "…") : value;
}
