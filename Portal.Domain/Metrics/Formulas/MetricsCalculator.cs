using Portal.Domain.Records;
using Portal.Domain.Records.Storage;
using Portal.Domain.Shared;

namespace Portal.Domain.Metrics.Formulas;

/// <summary>What one record adds to the figures. The only place that says which record counts where.</summary>
public sealed class MetricsCalculator(DistrictTime time)
{
    /// <summary>The record's contributions as it stands now: by day of acceptance, by day of closing, and by the day it fell overdue.</summary>
    public void Contribute<TSink>(in RecordFacts record, TSink sink)
        where TSink : ICountingSink => Contribute(record, Standing.Now(record), sink);

    /// <summary>The record's contributions as they stood at the instant: what was accepted later is not there, what closed later is still open.</summary>
    public void Contribute<TSink>(in RecordFacts record, DateTimeOffset asOf, TSink sink)
        where TSink : ICountingSink
    {
        if (record.AcceptedAt <= asOf)
            Contribute(record, Standing.At(record, asOf), sink);
    }

    /// <inheritdoc cref="Contribute{TSink}(in RecordFacts, TSink)"/>
    public void Contribute(in RecordFacts record, Action<CountingPlace, Measures> add) => Contribute(record, new Caller(add));

    private void Contribute<TSink>(in RecordFacts record, Standing standing, TSink sink)
        where TSink : ICountingSink
    {
        var place = new CountingPlace(
            record.Stream,
            CellBasis.Accepted,
            record.UnitId,
            record.AcceptedDay,
            record.ItemId,
            record.DepartmentId,
            record.Channel
        );
        if (standing.Outcome is CaseOutcome.Withdrawn or CaseOutcome.NotAccepted)
        {
            sink.Add(place, standing.Outcome == CaseOutcome.Withdrawn ? new() { Withdrawn = 1 } : new() { NotAccepted = 1 });
            return;
        }

        var measures = Count(record, standing);
        sink.Add(place, measures);
        if (standing.Closed)
            sink.Add(place with { Basis = CellBasis.Closed, Day = record.ClosedDay!.Value }, measures);
        if (standing.Overdue)
            sink.Add(place with { Basis = CellBasis.FellOverdue, Day = FellOverdueOn(record) }, new() { Overdue = 1 });
    }

    private static Measures Count(in RecordFacts record, Standing standing)
    {
        var timed = standing.Closed && record is { StatutoryMinutes: not null, UsedMinutes: not null };
        var grade = standing.Closed ? record.Satisfaction : null;
        return new()
        {
            Accepted = 1,
            Closed = standing.Closed ? 1 : 0,
            OnTheSpot = standing.Closed && record.ClosedDay == record.AcceptedDay ? 1 : 0,
            Due = record.DueAt is null ? 0 : 1,
            Overdue = standing.Overdue ? 1 : 0,
            OpenOverdue = standing.Overdue && !standing.Closed ? 1 : 0,
            Timed = timed ? 1 : 0,
            UsedMinutes = timed ? record.UsedMinutes!.Value : 0,
            StatutoryMinutes = timed ? record.StatutoryMinutes!.Value : 0,
            Rated1 = grade == 1 ? 1 : 0,
            Rated2 = grade == 2 ? 1 : 0,
            Rated3 = grade == 3 ? 1 : 0,
            Rated4 = grade == 4 ? 1 : 0,
            Rated5 = grade == 5 ? 1 : 0,
        };
    }

    // Due at the end of a day, a record falls overdue with the first instant of the next.
    private DateOnly FellOverdueOn(in RecordFacts record) => time.DayOf(record.DueAt!.Value + DistrictTime.Tick);

    /// <summary>The parts of a record that time changes.</summary>
    private readonly record struct Standing(bool Closed, CaseOutcome? Outcome, bool Overdue)
    {
        public static Standing Now(in RecordFacts record) => new(record.ClosedAt is not null, record.Outcome, record.Overdue);

        public static Standing At(in RecordFacts record, DateTimeOffset asOf)
        {
            var closed = record.ClosedAt <= asOf;
            return new(closed, closed ? record.Outcome : null, (closed ? record.ClosedAt : asOf) > record.DueAt);
        }
    }

    private readonly struct Caller(Action<CountingPlace, Measures> add) : ICountingSink
    {
        public void Add(in CountingPlace place, in Measures measures) => add(place, measures);
    }
}
