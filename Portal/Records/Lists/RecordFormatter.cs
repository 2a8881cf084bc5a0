using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Domain.Catalogue;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Metrics;

namespace Portal.Records.Lists;

/// <summary>The texts of a record's fields in the reader's language; empty fields are shown as “—”.</summary>
public sealed class RecordFormatter(
    ReferenceData reference,
    DistrictTime time,
    IStringLocalizer<RecordsText> text,
    IStringLocalizer<MetricsText> metrics
)
{
    public const string Missing = MetricsFormat.Missing;

    /// <summary>The unit's name on the day of acceptance.</summary>
    public string Unit(ServiceRecord record) => Unit(record.UnitId, record.AcceptedDay);

    public string Unit(int id, DateOnly day) => reference.Units.Find(id) is null ? Missing : reference.Units.NameAt(id, day);

    public string UnitCode(ServiceRecord record) => reference.Units.Find(record.UnitId)?.Code ?? "";

    /// <summary>The item's name on the day of acceptance.</summary>
    public string Item(ServiceRecord record) => record.ItemId is { } id ? Item(id, record.AcceptedDay) : Missing;

    public string Item(int id, DateOnly day) => reference.Items.Find(id) is null ? Missing : reference.Items.NameAt(id, day);

    public string? ItemCode(ServiceRecord record) => record.ItemId is { } id ? reference.Items.Find(id)?.Code : null;

    public string Department(ServiceRecord record) => record.DepartmentId is { } id ? Unit(id, record.AcceptedDay) : Missing;

    public string Channel(Channel channel) => metrics[$"channel.{channel}"];

    public string Mode(ServiceMode? mode) => mode is { } given ? text[$"mode.{given}"] : Missing;

    public string Origin(AppealSource? source) => source is { } given ? text[$"appealSource.{given}"] : Missing;

    public string Outcome(CaseOutcome? outcome) => outcome is { } given ? text[$"outcome.{given}"] : Missing;

    public string Grade(byte? grade) => grade is { } given ? text[string.Create(CultureInfo.InvariantCulture, $"rating.{given}")] : Missing;

    public string State(ServiceRecord record) => metrics[$"state.{StateOf(record)}"];

    /// <summary>The class of the state's colour.</summary>
    public static string Tone(ServiceRecord record) =>
        StateOf(record) switch
        {
            "overdue" or "closedLate" => "red-card",
            "closed" => "good",
            _ => "quiet",
        };

    /// <summary>The instant in local time, to the minute.</summary>
    public string Instant(DateTimeOffset? instant) => instant is { } at ? time.ToText(at) : Missing;

    /// <summary>A due time: the day alone when it is the day's end.</summary>
    public string Due(DateTimeOffset? due) => due is { } at ? time.ToDueText(at) : Missing;

    /// <summary>Limit time in days.</summary>
    public string InDays(int? minutes) =>
        minutes is { } value
            ? text["days", MetricsFormat.For(RecordStream.Cases).Days((decimal)value / LimitRules.MinutesPerDay)]
            : Missing;

    private static string StateOf(ServiceRecord record) =>
        record switch
        {
            { Outcome: CaseOutcome.Withdrawn } => "withdrawn",
            { Outcome: CaseOutcome.NotAccepted } => "notAccepted",
            { ClosedAt: not null, Overdue: true } => "closedLate",
            { ClosedAt: not null } => "closed",
            { Overdue: true } => "overdue",
            _ => "open",
        };
}
