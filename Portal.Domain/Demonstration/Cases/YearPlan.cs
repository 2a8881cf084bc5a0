namespace Portal.Domain.Demonstration.Cases;

/// <summary>The span and the numbers of cases of one year of the demonstration.</summary>
internal sealed record YearPlan
{
    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    /// <summary>Cases of the district centre.</summary>
    public required int CentreCases { get; init; }

    /// <summary>Of them, closed on the day of acceptance.</summary>
    public required int CentreOnTheSpot { get; init; }

    /// <summary>Cases of streets and communities together.</summary>
    public required int StreetCases { get; init; }

    /// <summary>January to October 2014, with the figures of the district's report.</summary>
    public static YearPlan Reported { get; } =
        new()
        {
            From = new(2014, 1, 1),
            To = new(2014, 10, 31),
            CentreCases = 61_906,
            CentreOnTheSpot = 49_277,
            StreetCases = 74_300,
        };

    /// <summary>The position of the day in the span: 0 on the first day, 1 on the last.</summary>
    public double Progress(DateOnly day) => (double)(day.DayNumber - From.DayNumber) / (To.DayNumber - From.DayNumber);

    public IEnumerable<DateOnly> Days
    {
        get
        {
            for (var day = From; day <= To; day = day.AddDays(1))
                yield return day;
        }
    }
}
