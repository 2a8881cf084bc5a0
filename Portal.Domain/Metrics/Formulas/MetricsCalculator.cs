using Portal.Domain.Records;
using Portal.Domain.Records.Storage;
using Portal.Domain.Shared;

namespace Portal.Domain.Metrics.Formulas;

/// <summary>Computes the contributions of one record to the figures. The only class that decides which record counts where.</summary>
public sealed class MetricsCalculator(DistrictTime time)
{
    /// <summary>Adds the record's current contributions: by day of acceptance, by day of closing, and by the day it fell overdue.</summary>
    public void Contribute<TSink>(in RecordFacts record, TSink sink)
        where TSink : ICountingSink => Contribute(record, RecordState.Now(record), sink);

    /// <summary>
    /// Adds the record's contributions as of the instant: none if it was accepted later; as an open record if it was closed later.
    /// </summary>
    public void Contribute<TSink>(in RecordFacts record, DateTimeOffset asOf, TSink sink)
        where TSink : ICountingSink
    {
        if (record.AcceptedAt <= asOf)
            Contribute(record, RecordState.At(record, asOf), sink);
    }

    /// <inheritdoc cref="Contribute{TSink}(in RecordFacts, TSink)"/>
    public void Contribute(in RecordFacts record, Action<CountingPlace, Measures> add) => Contribute(record, new DelegateSink(add));

    private void Contribute<TSink>(in RecordFacts record, RecordState state, TSink sink)
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
        if (state.Outcome is CaseOutcome.Withdrawn or CaseOutcome.NotAccepted)
        {
            sink.Add(place, state.Outcome == CaseOutcome.Withdrawn ? new() { Withdrawn = 1 } : new() { NotAccepted = 1 });
            return;
        }

        var measures = Count(record, state);
        sink.Add(place, measures);
        if (state.Closed)
            sink.Add(place with { Basis = CellBasis.Closed, Day = record.ClosedDay!.Value }, measures);
        if (state.Overdue)
            sink.Add(place with { Basis = CellBasis.FellOverdue, Day = FellOverdueOn(record) }, new() { Overdue = 1 });
    }

    private static Measures Count(in RecordFacts record, RecordState state)
    {
        var timed = state.Closed && record is { StatutoryMinutes: not null, UsedMinutes: not null };
        var grade = state.Closed ? record.Satisfaction : null;
        return new()
        {
            Accepted = 1,
            Closed = state.Closed ? 1 : 0,
            OnTheSpot = state.Closed && record.ClosedDay == record.AcceptedDay ? 1 : 0,
            Due = record.DueAt is null ? 0 : 1,
            Overdue = state.Overdue ? 1 : 0,
            OpenOverdue = state.Overdue && !state.Closed ? 1 : 0,
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

    /// <summary>The fields of a record that depend on the instant.</summary>
    private readonly record struct RecordState(bool Closed, CaseOutcome? Outcome, bool Overdue)
    {
        public static RecordState Now(in RecordFacts record) => new(record.ClosedAt is not null, record.Outcome, record.Overdue);

        public static RecordState At(in RecordFacts record, DateTimeOffset asOf)
        {
            var closed = record.ClosedAt <= asOf;
            return new(closed, closed ? record.Outcome : null, (closed ? record.ClosedAt : asOf) > record.DueAt);
        }
    }

    private readonly struct DelegateSink(Action<CountingPlace, Measures> add) : ICountingSink
    {
        public void Add(in CountingPlace place, in Measures measures) => add(place, measures);
    }
}
