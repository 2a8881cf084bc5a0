using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Values;
using Portal.Domain.Records;

namespace Portal.Domain.Metrics.Formulas;

/// <summary>The figures that a unit reported for a month. The only class that maps a reported number to a measure.</summary>
/// <param name="Sign">1, or −1 to reverse an earlier contribution.</param>
public sealed record ReportedMonth(
    int UnitId,
    RecordStream Stream,
    DateOnly Month,
    FormDefinition Definition,
    IReadOnlyDictionary<string, FigureValue> Values,
    int Sign = 1
)
{
    /// <summary>Code of the form; empty where nobody asks for it.</summary>
    public string Form { get; init; } = "";

    /// <summary>The measures by month of acceptance.</summary>
    public Measures Measures
    {
        get
        {
            var sums = Sums();
            return new()
            {
                Accepted = Count(sums, FigureMeasure.Accepted),
                Closed = Count(sums, FigureMeasure.Closed),
                OnTheSpot = Count(sums, FigureMeasure.OnTheSpot),
                Due = Count(sums, FigureMeasure.Due),
                Overdue = Count(sums, FigureMeasure.Overdue),
                OpenOverdue = Count(sums, FigureMeasure.OpenOverdue),
                Timed = Count(sums, FigureMeasure.Timed),
                UsedMinutes = Minutes(sums, FigureMeasure.UsedDays),
                StatutoryMinutes = Minutes(sums, FigureMeasure.StatutoryDays),
                Rated1 = Count(sums, FigureMeasure.Rated1),
                Rated2 = Count(sums, FigureMeasure.Rated2),
                Rated3 = Count(sums, FigureMeasure.Rated3),
                Rated4 = Count(sums, FigureMeasure.Rated4),
                Rated5 = Count(sums, FigureMeasure.Rated5),
                Withdrawn = Count(sums, FigureMeasure.Withdrawn),
                NotAccepted = Count(sums, FigureMeasure.NotAccepted),
            };
        }
    }

    /// <summary>Adds the month's contributions: by acceptance, by closing, and the records that fell overdue.</summary>
    public void Contribute(Action<CountingPlace, Measures> add)
    {
        var accepted = Measures;
        Add(CellBasis.Accepted, accepted);
        // A form without a cell for records closed in the month, whenever accepted, reports none that were accepted earlier.
        var closed = Sums().TryGetValue(FigureMeasure.ClosedInMonth, out var number) ? (long)number : accepted.Closed;
        Add(
            CellBasis.Closed,
            new()
            {
                Accepted = closed,
                Closed = closed,
                OnTheSpot = accepted.OnTheSpot,
            }
        );
        Add(CellBasis.FellOverdue, new() { Overdue = accepted.Overdue });

        void Add(CellBasis basis, in Measures measures)
        {
            if (!measures.IsZero)
                add(CountingPlace.OfMonth(Stream, basis, UnitId, Month), measures * Sign);
        }
    }

    private Dictionary<FigureMeasure, decimal> Sums()
    {
        var sums = new Dictionary<FigureMeasure, decimal>();
        foreach (var cell in Definition.Cells)
        {
            if (cell.Traits.Measure is { } measure && Values.GetValueOrDefault(cell.Code).Number is { } number)
            {
                sums[measure] = sums.GetValueOrDefault(measure) + number;
            }
        }
        return sums;
    }

    private static long Count(Dictionary<FigureMeasure, decimal> sums, FigureMeasure measure) => (long)sums.GetValueOrDefault(measure);

    private static long Minutes(Dictionary<FigureMeasure, decimal> sums, FigureMeasure measure) =>
        (long)decimal.Round(sums.GetValueOrDefault(measure) * LimitRules.MinutesPerDay, MidpointRounding.AwayFromZero);
}
