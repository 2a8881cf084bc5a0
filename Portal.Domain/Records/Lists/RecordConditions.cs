using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Shared;

namespace Portal.Domain.Records.Lists;

/// <summary>Applies a filter to the records of its stream.</summary>
/// <param name="filter">The filter.</param>
/// <param name="units">The units whose records are read; null for all.</param>
/// <param name="uncounted">The units and days whose records the filter leaves out, because their unit reports itself.</param>
/// <param name="sourceId">The id of the filter's source; null without one.</param>
/// <param name="items">The catalogue, for kinds of items.</param>
/// <param name="time">The clock, for what is due soon.</param>
internal sealed class RecordConditions(
    RecordFilter filter,
    IReadOnlyList<DatedIds>? units,
    IReadOnlyList<DatedIds> uncounted,
    int? sourceId,
    ItemCatalogue items,
    DistrictTime time
)
{
    private readonly RecordState _state = new(filter.AsOf);
    private readonly RecordBasis _basis = filter.Measure == RecordMeasure.Backlog ? RecordBasis.Accepted : filter.Basis;

    /// <summary>Those of the records that meet the filter.</summary>
    /// <param name="records">Records of the source.</param>
    /// <param name="source">Some conditions may hold for all its records.</param>
    public IQueryable<ServiceRecord> Apply(IQueryable<ServiceRecord> records, ListSource source)
    {
        records = InPeriod(_state.Known(records));
        if (!source.CoversUnits)
            records = OfUnits(records);
        records = Counted(records);
        records = OfItem(records, source.CoversItem);
        records = InState(records);
        records = Rated(records);
        if (filter.Channel is { } channel)
            records = records.Where(r => r.Channel == channel);
        if (filter.WithoutChannel)
            records = records.Where(r => r.Channel == default);
        if (filter.Mode is { } mode)
            records = records.Where(r => r.ServiceMode == mode);
        if (filter.WithoutMode)
            records = records.Where(r => r.ServiceMode == null);
        if (filter.AppealSource is { } appealSource)
            records = records.Where(r => r.AppealSource == appealSource);
        if (sourceId is { } sender)
            records = records.Where(r => r.SourceId == sender);
        if (filter.Doubtful is { } doubtful)
            records = doubtful ? records.Where(r => r.Doubts != RecordDoubts.None) : records.Where(r => r.Doubts == RecordDoubts.None);
        if (filter.CaseNo is { } caseNo)
            records = records.Where(r => r.CaseNo == caseNo);
        return filter.Measure is { } measure ? MeasureFilter.Apply(records, measure, filter.To, _state) : records;
    }

    /// <summary>
    /// Only the records that the period may include, where its days are a stretch of the order; all others too where they are not.
    /// </summary>
    public IQueryable<ServiceRecord> Bounded(IQueryable<ServiceRecord> records, RecordSort by)
    {
        if (_basis != RecordBasis.Closed || by != RecordSort.Closed)
            return records;
        if (filter.From is { } from)
        {
            var first = time.StartOf(from).AddDays(-1);
            records = records.Where(r => r.ClosedAt >= first);
        }
        if (filter.To is { } to)
        {
            var last = time.EndOf(to).AddDays(1);
            records = records.Where(r => r.ClosedAt <= last);
        }
        return records;
    }

    /// <summary>Only those of the filter's units.</summary>
    public IQueryable<ServiceRecord> OfUnits(IQueryable<ServiceRecord> records) =>
        units is null ? records : records.Where(AnyOf(units.Select(some => AllOf(IsOf(some.Ids), IsIn(some, _basis)))));

    private IQueryable<ServiceRecord> InPeriod(IQueryable<ServiceRecord> records)
    {
        var (from, to) = (filter.From, filter.To);
        switch (_basis)
        {
            case RecordBasis.Accepted:
                if (from is not null)
                    records = records.Where(r => r.AcceptedDay >= from);
                return to is null ? records : records.Where(r => r.AcceptedDay <= to);
            case RecordBasis.Closed:
                records = _state.Closed(records);
                return UntilClosed(SinceClosed(records));
            default:
                throw new InvalidOperationException($"Unknown basis {_basis}.");
        }
    }

    // The day decides; the instant, with a day more, bounds the index by closing.
    private IQueryable<ServiceRecord> SinceClosed(IQueryable<ServiceRecord> records)
    {
        if (filter.From is not { } from)
            return records;
        var instant = time.StartOf(from).AddDays(-1);
        return records.Where(r => r.ClosedAt >= instant && r.ClosedDay >= from);
    }

    private IQueryable<ServiceRecord> UntilClosed(IQueryable<ServiceRecord> records)
    {
        if (filter.To is not { } to)
            return records;
        var instant = time.EndOf(to).AddDays(1);
        // No record is closed before it is accepted: what was accepted later need not be passed.
        return records.Where(r => r.ClosedAt <= instant && r.ClosedDay <= to && r.AcceptedDay <= to);
    }

    private IQueryable<ServiceRecord> Counted(IQueryable<ServiceRecord> records)
    {
        foreach (var some in uncounted)
        {
            var reported = AllOf(IsOf(some.Ids), IsIn(some, _basis));
            records = records.Where(Expression.Lambda<Func<ServiceRecord, bool>>(Expression.Not(reported.Body), reported.Parameters));
        }
        return records;
    }

    private IQueryable<ServiceRecord> OfItem(IQueryable<ServiceRecord> records, bool isCovered)
    {
        // "+ 0" keeps the planner from an index that the plan did not choose.
        if (filter.ItemId is { } item && !isCovered)
            records = item == RecordFilter.None ? records.Where(r => r.ItemId == null) : records.Where(r => r.ItemId + 0 == item);
        if (filter.DepartmentId is { } department)
        {
            records =
                department == RecordFilter.None
                    ? records.Where(r => r.DepartmentId == null)
                    : records.Where(r => r.DepartmentId == department);
        }
        return filter.Kind is { } kind
            ? records.Where(AnyOf(OfKind(kind).Select(some => AllOf(IsOfItem(some.Ids), IsIn(some, RecordBasis.Accepted)))))
            : records;
    }

    private IQueryable<ServiceRecord> InState(IQueryable<ServiceRecord> records)
    {
        if (filter.Open is { } open)
            records = open ? _state.Open(records) : _state.Closed(records);
        if (filter.Overdue is { } overdue)
            records = overdue ? _state.Overdue(records) : _state.NotOverdue(records);
        if (filter.OnTheSpot is { } onTheSpot)
            records = onTheSpot ? _state.OnTheSpot(records) : _state.NotOnTheSpot(records);
        if (filter.Outcome is { } outcome)
            records = _state.Ended(records, outcome);
        if (filter.DueWithinDays is not { } days)
            return records;
        var now = filter.AsOf ?? time.Now;
        var last = time.EndOf(time.DayOf(now).AddDays(days));
        return _state.NotOverdue(_state.Open(records)).Where(r => r.DueAt >= now && r.DueAt <= last);
    }

    private IQueryable<ServiceRecord> Rated(IQueryable<ServiceRecord> records)
    {
        if (filter.Ratings is not { } ratings)
            return records;
        if (ratings is [RecordFilter.Unrated])
            return _state.Closed(records).Where(r => r.Satisfaction == null);
        // A byte[] would be one binary value for the database.
        int[] grades = [.. ratings.Select(grade => (int)grade)];
        return _state.Closed(records).Where(r => r.Satisfaction != null && grades.Contains(r.Satisfaction.Value));
    }

    private IReadOnlyList<DatedIds> OfKind(ItemKind kind) =>
        DatedIds.Grouped(
            items.All.SelectMany(item =>
                item.Versions.Where(version => version.Kind == kind)
                    .Select(version => (item.Id, version.ValidFrom ?? DateOnly.MinValue, version.ValidTo ?? DateOnly.MaxValue))
            )
        );

    private static Expression<Func<ServiceRecord, bool>> IsOf(int[] ids)
    {
        if (ids is not [var only])
            // One array parameter: one parameter per unit would soon exceed the database's limit.
            return r => EF.Parameter(ids).Contains(r.UnitId + 0);
        return r => r.UnitId + 0 == only;
    }

    private static Expression<Func<ServiceRecord, bool>> IsOfItem(int[] ids) =>
        r => r.ItemId != null && EF.Parameter(ids).Contains(r.ItemId.Value + 0);

    private static Expression<Func<ServiceRecord, bool>>? IsIn(DatedIds some, RecordBasis basis) =>
        some.IsAlways ? null : AnyOf(some.Spans.Select(span => IsIn(span.From, span.To, basis)));

    private static Expression<Func<ServiceRecord, bool>> IsIn(DateOnly from, DateOnly to, RecordBasis basis) =>
        basis switch
        {
            RecordBasis.Accepted => r => r.AcceptedDay >= from && r.AcceptedDay <= to,
            RecordBasis.Closed => r => r.ClosedDay >= from && r.ClosedDay <= to,
        };

    private static Expression<Func<ServiceRecord, bool>> AnyOf(IEnumerable<Expression<Func<ServiceRecord, bool>>> conditions) =>
        conditions.Aggregate(
            (Expression<Func<ServiceRecord, bool>>?)null,
            (all, one) => all is null ? one : Join(all, one, Expression.OrElse)
        ) ?? (r => false);

    private static Expression<Func<ServiceRecord, bool>> AllOf(
        Expression<Func<ServiceRecord, bool>> first,
        Expression<Func<ServiceRecord, bool>>? second
    ) => second is null ? first : Join(first, second, Expression.AndAlso);

    private static Expression<Func<ServiceRecord, bool>> Join(
        Expression<Func<ServiceRecord, bool>> first,
        Expression<Func<ServiceRecord, bool>> second,
        Func<Expression, Expression, Expression> join
    )
    {
        var record = first.Parameters[0];
        var other = new Replacement(second.Parameters[0], record).Visit(second.Body);
        return Expression.Lambda<Func<ServiceRecord, bool>>(join(first.Body, other), record);
    }

    private sealed class Replacement(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
