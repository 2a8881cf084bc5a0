using Portal.Domain.Records.Storage;

namespace Portal.Domain.Records.Lists;

/// <summary>Tells in which combinations of <see cref="RecordAttention"/> the records of a filter can be found.</summary>
internal static class AttentionOfFilter
{
    private const RecordAttention InNoDenominator = RecordAttention.Withdrawn | RecordAttention.NotAccepted;
    private const RecordAttention BadlyRated = RecordAttention.RatedOne | RecordAttention.RatedTwo;

    /// <summary>No record of the filter has another combination; not every record with one of these meets the filter.</summary>
    public static IReadOnlyList<RecordAttention> Of(RecordFilter filter)
    {
        // The stored state is that of now: as of another instant any record may have been in any other.
        if (filter.AsOf is not null)
            return AttentionColumn.All;
        Condition[] conditions = [.. OfState(filter), OfRatings(filter), filter.Measure is { } measure ? Of(measure, filter.To) : default];
        return [.. AttentionColumn.All.Where(state => conditions.All(condition => condition.Allows(state)))];
    }

    private static IEnumerable<Condition> OfState(RecordFilter filter)
    {
        if (filter.Open is { } open)
            yield return open ? new(With: RecordAttention.Open) : new(Without: RecordAttention.Open);
        if (filter.Overdue is { } overdue)
            yield return overdue ? new(With: RecordAttention.Overdue) : new(Without: RecordAttention.Overdue);
        if (filter.Doubtful is { } doubtful)
            yield return doubtful ? new(With: RecordAttention.Doubtful) : new(Without: RecordAttention.Doubtful);
        if (filter.DueWithinDays is not null)
            yield return new(With: RecordAttention.Open, Without: RecordAttention.Overdue);
        if (filter.OnTheSpot is true || (filter.Basis == RecordBasis.Closed && filter.Measure != RecordMeasure.Backlog))
            yield return new(Without: RecordAttention.Open);
        if (filter.Outcome is { } outcome)
        {
            yield return outcome switch
            {
                CaseOutcome.Withdrawn => new(With: RecordAttention.Withdrawn),
                CaseOutcome.NotAccepted => new(With: RecordAttention.NotAccepted),
                CaseOutcome.Completed or CaseOutcome.Granted or CaseOutcome.Refused => new(Without: InNoDenominator | RecordAttention.Open),
            };
        }
    }

    private static Condition OfRatings(RecordFilter filter)
    {
        if (filter.Ratings is not { } ratings)
            return default;
        var (one, two) = (ratings.Contains((byte)1), ratings.Contains((byte)2));
        var absent = (one ? RecordAttention.None : RecordAttention.RatedOne) | (two ? RecordAttention.None : RecordAttention.RatedTwo);
        return new(
            Without: RecordAttention.Open | absent,
            Any: ratings.All(grade => grade is 1 or 2) ? BadlyRated & ~absent : RecordAttention.None
        );
    }

    private static Condition Of(RecordMeasure measure, DateOnly? to) =>
        measure switch
        {
            RecordMeasure.Accepted or RecordMeasure.Due => new(Without: InNoDenominator),
            RecordMeasure.Closed or RecordMeasure.OnTheSpot or RecordMeasure.Timed or RecordMeasure.Rated => new(
                Without: InNoDenominator | RecordAttention.Open
            ),
            RecordMeasure.Open => new(With: RecordAttention.Open),
            RecordMeasure.Overdue => new(With: RecordAttention.Overdue, Without: InNoDenominator),
            RecordMeasure.OpenOverdue => new(With: RecordAttention.Open | RecordAttention.Overdue),
            RecordMeasure.BasicallySatisfied or RecordMeasure.Satisfied => new(
                Without: InNoDenominator | BadlyRated | RecordAttention.Open
            ),
            RecordMeasure.Withdrawn => new(With: RecordAttention.Withdrawn),
            RecordMeasure.NotAccepted => new(With: RecordAttention.NotAccepted),
            RecordMeasure.Backlog => to is null ? new(With: RecordAttention.Open) : new(Without: InNoDenominator),
        };

    /// <param name="With">All of these reasons hold.</param>
    /// <param name="Without">None of these holds.</param>
    /// <param name="Any">At least one of these holds; without any, no condition.</param>
    private readonly record struct Condition(
        RecordAttention With = RecordAttention.None,
        RecordAttention Without = RecordAttention.None,
        RecordAttention Any = RecordAttention.None
    )
    {
        public bool Allows(RecordAttention state) =>
            (state & With) == With
            && (state & Without) == RecordAttention.None
            && (Any == RecordAttention.None || (state & Any) != RecordAttention.None);
    }
}
