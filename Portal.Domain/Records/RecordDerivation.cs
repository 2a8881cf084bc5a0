using Portal.Domain.Catalogue;
using Portal.Domain.Shared;

namespace Portal.Domain.Records;

/// <summary>Computes the derived fields of a <see cref="ServiceRecord"/> from its source fields, the catalogue and the calendar.</summary>
public sealed class RecordDerivation(ReferenceData reference, DistrictTime time)
{
    private readonly LimitRules _limits = new(reference.Calendar, time);

    /// <summary>
    /// Sets days, department, limits, due time and time used, and whether the record is overdue at <paramref name="now"/>.
    /// </summary>
    public void Derive(ServiceRecord record, DateTimeOffset now)
    {
        // Intake writes only text that parses. If it does not parse, no day counts as suspended.
        _ = Suspensions.TryParse(record.SuspensionsText, out var suspensions);
        record.AcceptedDay = time.DayOf(record.AcceptedAt);
        record.ClosedDay = record.ClosedAt is { } closedAt ? time.DayOf(closedAt) : null;

        var item = record.ItemId is { } itemId ? reference.Items.InForce(itemId, record.AcceptedDay) : null;
        record.DepartmentId = item?.UnitId;
        record.StatutoryMinutes = LimitRules.StatutoryMinutes(item);
        record.UsedMinutes =
            record.ClosedAt is { } closed && item?.StatutoryLimit is not null
                ? _limits.UsedMinutes(record.AcceptedAt, closed, item.LimitUnit, suspensions)
                : null;

        var due = record.SourceDueAt is { } given
            ? new DueTime(given, IsProvisional: false)
            : _limits.DueAt(record.AcceptedAt, item, suspensions, record.ExtensionDays);
        record.DueAt = due?.At;
        record.DueIsProvisional = due is { IsProvisional: true };
        record.Overdue = (record.ClosedAt ?? now) > record.DueAt;
    }

    /// <summary>
    /// Why the record is due when it is, by the catalogue and the calendar of now and the same rules as <see cref="Derive"/>.
    /// </summary>
    /// <remarks>With a due time that the source gave, the days are still those of the item's limit, for comparison.</remarks>
    public LimitTrace Explain(ServiceRecord record)
    {
        _ = Suspensions.TryParse(record.SuspensionsText, out var suspensions);
        var item = record.ItemId is { } itemId ? reference.Items.InForce(itemId, time.DayOf(record.AcceptedAt)) : null;
        var trace = _limits.Explain(record.AcceptedAt, item, suspensions, record.ExtensionDays);
        return record.SourceDueAt is { } given
            ? trace with
            {
                Rule = LimitRule.Source,
                Due = new DueTime(given, IsProvisional: false),
            }
            : trace;
    }
}
