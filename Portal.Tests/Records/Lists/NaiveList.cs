using Portal.Domain.Catalogue;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Domain.Records.Storage;
using Portal.Domain.Shared;

namespace Portal.Tests.Records.Lists;

/// <summary>
/// The slow twin of a list: looks at each record in memory, and lets the calculator of the figures decide what a measure counts.
/// </summary>
internal sealed class NaiveList(ReferenceData reference, DistrictTime time)
{
    public bool Contains(RecordFilter filter, ServiceRecord record)
    {
        var at = filter.AsOf ?? time.Now;
        if (record.AcceptedAt > at && filter.AsOf is not null)
            return false;
        var closed = record.ClosedAt is { } end && (filter.AsOf is null || end <= at);
        var outcome = closed ? record.Outcome : null;
        var overdue = filter.AsOf is null ? record.Overdue : (closed ? record.ClosedAt : at) > record.DueAt;
        DateOnly? day =
            filter.Basis == RecordBasis.Accepted || filter.Measure == RecordMeasure.Backlog ? record.AcceptedDay
            : closed ? record.ClosedDay
            : null;
        return day is { } counted
            && (filter.From is not { } from || counted >= from)
            && (filter.To is not { } to || counted <= to)
            && IsOfUnit(filter, record, counted)
            && (filter.ItemId is not { } item || (record.ItemId ?? 0) == item)
            && (filter.DepartmentId is not { } department || (record.DepartmentId ?? 0) == department)
            && (filter.Kind is not { } kind || KindOf(record) == kind)
            && (filter.Channel is not { } channel || record.Channel == channel)
            && (filter.Mode is not { } mode || record.ServiceMode == mode)
            && (!filter.WithoutMode || record.ServiceMode is null)
            && (filter.Open is not { } open || open != closed)
            && (filter.Overdue is not { } late || late == overdue)
            && (filter.DueWithinDays is not { } days || IsDueWithin(record, closed, overdue, at, days))
            && (filter.OnTheSpot is not { } spot || spot == (closed && record.ClosedDay == record.AcceptedDay))
            && (filter.Ratings is not { } ratings || (closed && ratings.Contains(record.Satisfaction ?? RecordFilter.Unrated)))
            && (filter.Outcome is not { } wanted || outcome == wanted)
            && (filter.AppealSource is not { } origin || record.AppealSource == origin)
            && (filter.Doubtful is not { } doubtful || doubtful == (record.Doubts != RecordDoubts.None))
            && (filter.CaseNo is not { } number || record.CaseNo == number)
            && (filter.Measure is not { } measure || IsCounted(filter, record, measure));
    }

    public static long? Key(RecordSort by, ServiceRecord record) =>
        by switch
        {
            RecordSort.Accepted => record.AcceptedAt.UtcTicks,
            RecordSort.Closed => record.ClosedAt?.UtcTicks,
            RecordSort.Due => record.DueAt?.UtcTicks,
            RecordSort.Used => record.UsedMinutes,
            RecordSort.Number => throw new ArgumentException("A number is no single value.", nameof(by)),
        };

    private bool IsOfUnit(RecordFilter filter, ServiceRecord record, DateOnly day)
    {
        if (filter.UnitId is not { } unit)
            return true;
        if (filter.Own && filter.Structure == RecordStructure.Then)
            return record.UnitId == unit;
        if (filter.Own)
            return !reference
                    .Units.SelfAndAbove(record.UnitId, time.Today)
                    .TakeWhile(id => id != unit)
                    .TakeLast(1)
                    .Any(child => reference.Units.IsInForce(child, time.Today))
                && reference.Units.IsWithin(record.UnitId, unit, time.Today);
        var on = filter.Structure == RecordStructure.Then ? day : time.Today;
        return reference.Units.SelfAndAbove(record.UnitId, on).Contains(unit);
    }

    private ItemKind? KindOf(ServiceRecord record) =>
        record.ItemId is { } item ? reference.Items.InForce(item, record.AcceptedDay)?.Kind : null;

    private bool IsDueWithin(ServiceRecord record, bool closed, bool overdue, DateTimeOffset at, int days) =>
        !closed && !overdue && record.DueAt is { } due && due >= at && time.DayOf(due) <= time.DayOf(at).AddDays(days);

    private bool IsCounted(RecordFilter filter, ServiceRecord record, RecordMeasure measure)
    {
        var basis = filter.Basis == RecordBasis.Accepted || measure == RecordMeasure.Backlog ? CellBasis.Accepted : CellBasis.Closed;
        var sum = default(Measures);
        var sink = new Sink((place, measures) => sum += place.Basis == basis ? measures : default);
        var calculator = new MetricsCalculator(time);
        if (filter.AsOf is { } asOf)
            calculator.Contribute(RecordFacts.Of(record), asOf, sink);
        else
            calculator.Contribute(RecordFacts.Of(record), sink);
        if (measure == RecordMeasure.Backlog)
            return sum.Accepted > 0 && (filter.To is not { } last ? sum.Open > 0 : sum.Open > 0 || record.ClosedDay > last);
        return Of(sum, measure) > 0;
    }

    private static long Of(Measures m, RecordMeasure measure) =>
        measure switch
        {
            RecordMeasure.Accepted => m.Accepted,
            RecordMeasure.Closed => m.Closed,
            RecordMeasure.Open => m.Open,
            RecordMeasure.OnTheSpot => m.OnTheSpot,
            RecordMeasure.Due => m.Due,
            RecordMeasure.Overdue => m.Overdue,
            RecordMeasure.OpenOverdue => m.OpenOverdue,
            RecordMeasure.Timed => m.Timed,
            RecordMeasure.Rated => m.Rated,
            RecordMeasure.BasicallySatisfied => m.Rated3 + m.Rated4 + m.Rated5,
            RecordMeasure.Satisfied => m.Rated4 + m.Rated5,
            RecordMeasure.Withdrawn => m.Withdrawn,
            RecordMeasure.NotAccepted => m.NotAccepted,
            RecordMeasure.Backlog => m.Open,
        };

    private sealed class Sink(Action<CountingPlace, Measures> add) : ICountingSink
    {
        public void Add(in CountingPlace place, in Measures measures) => add(place, measures);
    }
}
