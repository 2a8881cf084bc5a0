namespace Portal.Domain.Outcomes;

/// <summary>What came of supervision in some units and days; withdrawn cards and orders, and dropped items, are in none of it.</summary>
/// <param name="Cards">Yellow and red cards issued.</param>
/// <param name="CardsDue">Of these answered, or past the time to answer.</param>
/// <param name="CardsInTime">Of these with a first answer in time.</param>
/// <param name="Orders">Rectifications ordered.</param>
/// <param name="Rectified">Of these closed.</param>
/// <param name="Items">Items of campaigns, at the end of the last day.</param>
/// <param name="ItemsDone">Of these confirmed by then.</param>
/// <param name="Reviews">Bad reviews (first ratings of 1 or 2), struck-out ones left out.</param>
/// <param name="ReviewsMended">Of these closed as mended.</param>
public sealed record OutcomeCounts(
    int Cards = 0,
    int CardsDue = 0,
    int CardsInTime = 0,
    int Orders = 0,
    int Rectified = 0,
    int Items = 0,
    int ItemsDone = 0,
    int Reviews = 0,
    int ReviewsMended = 0
)
{
    public static OutcomeCounts operator +(OutcomeCounts a, OutcomeCounts b) =>
        new(
            a.Cards + b.Cards,
            a.CardsDue + b.CardsDue,
            a.CardsInTime + b.CardsInTime,
            a.Orders + b.Orders,
            a.Rectified + b.Rectified,
            a.Items + b.Items,
            a.ItemsDone + b.ItemsDone,
            a.Reviews + b.Reviews,
            a.ReviewsMended + b.ReviewsMended
        );
}

/// <summary>The counts of one unit, without the units below it.</summary>
/// <param name="UnitId">The unit.</param>
/// <param name="Day">The day on which the unit's place in the structure counts: of issue or order, or the last day of the span.</param>
/// <param name="Counts">The counts.</param>
public sealed record UnitOutcome(int UnitId, DateOnly Day, OutcomeCounts Counts)
{
    /// <summary>Gives each span those of its days.</summary>
    public static IReadOnlyList<IReadOnlyList<UnitOutcome>> Divide(IReadOnlyList<UnitOutcome> outcomes, IReadOnlyList<OutcomeSpan> spans) =>
        [.. spans.Select(span => outcomes.Where(outcome => span.Contains(outcome.Day)).ToList())];
}

/// <summary>Days, both ends inclusive.</summary>
public readonly record struct OutcomeSpan(DateOnly From, DateOnly To)
{
    public bool Contains(DateOnly day) => From <= day && day <= To;
}

/// <summary>A feature that counts what came of its work. It asks nobody for rights: the reader of the figures has.</summary>
public interface IOutcomeSource
{
    /// <summary>The counts of all units for each span, in the order of the spans; by one look at the database for all of them.</summary>
    /// <param name="spans">At least one; they may not overlap and rise.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    Task<IReadOnlyList<IReadOnlyList<UnitOutcome>>> ReadAsync(IReadOnlyList<OutcomeSpan> spans, CancellationToken cancellation);
}
