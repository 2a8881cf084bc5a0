using Portal.Domain.Calendar;
using Portal.Domain.Demonstration.Sampling;
using Portal.Domain.Demonstration.World;

namespace Portal.Domain.Demonstration.Cases;

/// <summary>
/// Weights of days by their number of cases: weekdays differ, make-up days are quiet, and there are fewer cases before Spring Festival
/// and more after it.
/// </summary>
internal sealed class DayWeights
{
    private static readonly double[] s_months = [0.95, 0.9, 1.12, 1.04, 0.98, 1.03, 1.05, 0.96, 1.07, 1.0, 1.0, 0.97];

    // Indexed by DayOfWeek, Sunday first. The two weekend values apply to make-up workdays.
    private static readonly double[] s_weekdays = [0.58, 1.18, 1.06, 0.99, 0.95, 0.87, 0.52];

    private readonly DemonstrationWorld _world;
    private readonly DeterministicRandom _random;
    private readonly Dictionary<int, (DateOnly First, DateOnly Last)> _springFestivals;

    public DayWeights(DemonstrationWorld world, string part)
    {
        (_world, _random) = (world, DeterministicRandom.For("days of " + part));
        _springFestivals = world
            .CalendarDays.Where(d => d is { Kind: DayKind.Rest, Holiday: "春节" })
            .GroupBy(d => d.Date.Year)
            .ToDictionary(g => g.Key, g => (g.Min(d => d.Date), g.Max(d => d.Date)));
    }

    /// <summary>The weight of a workday; <paramref name="resting"/>, with noise, on any other day.</summary>
    public double Of(DateOnly day, double resting)
    {
        var noise = _random.Around(0.86, 1.14);
        if (!_world.Calendar.IsWorkday(day))
            return resting * noise;
        return s_months[day.Month - 1] * s_weekdays[(int)day.DayOfWeek] * AroundHolidays(day) * noise;
    }

    private double AroundHolidays(DateOnly day)
    {
        var (first, last) = _springFestivals[day.Year];
        var (before, after) = (first.DayNumber - day.DayNumber, day.DayNumber - last.DayNumber);
        if (before is > 0 and <= 9)
            return 0.5 + (0.05 * before);
        if (after is > 1 and <= 21)
            return 1.36 - (0.012 * after);
        if (!_world.Calendar.IsWorkday(day.AddDays(-1)) && !_world.Calendar.IsWorkday(day.AddDays(-3)))
            return 1.15;
        return 1;
    }
}
