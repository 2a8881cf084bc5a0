using Portal.Domain.Demonstration.Sampling;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Demonstration.Cases;

/// <summary>
/// Generates the appeals of the 12345 platform from January to October 2014: all closed in time and rated,
/// exactly <see cref="OnTheSpot"/> of them on the day of acceptance.
/// </summary>
internal sealed class OnlineAppeals(DemonstrationWorld world)
{
    private const int Received = 14_695;
    private const int OnTheSpot = 10_354;
    private const int Satisfied = 14_608;
    private const int LimitDays = 5;

    private readonly YearPlan _year = YearPlan.Reported;
    private readonly DeterministicRandom _random = DeterministicRandom.For("online appeals");

    /// <summary>In order of acceptance.</summary>
    public List<RecordInput> Build()
    {
        var arrivals = Arrive();
        var onTheSpot = Apportion.Choose(OnTheSpot, arrivals.ConvertAll(OnTheSpotScore));
        var satisfied = Apportion.Choose(Satisfied, [.. arrivals.Select((_, i) => _random.Share() + (onTheSpot[i] ? 0.004 : 0))]);
        var units = AppealUnits.Choice();
        return [.. arrivals.Select((at, i) => Input(at, i + 1, units.Draw(_random), onTheSpot[i], satisfied[i]))];
    }

    private List<(DateOnly Day, TimeOnly Time)> Arrive()
    {
        var weights = new DayWeights(world, "appeals");
        var days = _year.Days.ToList();
        var counts = Apportion.Spread(Received, days.ConvertAll(d => weights.Of(d, resting: 0.5) * Season(d)));
        return
        [
            .. days.SelectMany((day, i) => Enumerable.Range(0, counts[i]).Select(_ => (day, Arrival(day))).OrderBy(a => a.Item2).ToList()),
        ];
    }

    /// <summary>Heat, typhoons and building noise raise the number of appeals: 麦德姆 passed over Fuzhou on 23 and 24 July 2014.</summary>
    private static double Season(DateOnly day) =>
        day switch
        {
            { Month: 7, Day: >= 23 and <= 26 } => 1.9,
            { Month: 6, Day: >= 1 and <= 8 } => 1.25,
            { Month: >= 7 and <= 9 } => 1.12,
            _ => 1,
        };

    private TimeOnly Arrival(DateOnly day)
    {
        if (day == _year.To)
            return OfficeHours.Later(new TimeOnly(8, 0), _random.Between(0, 500), _random);
        return OfficeHours.Online(_random);
    }

    private double OnTheSpotScore((DateOnly Day, TimeOnly Time) at)
    {
        var chance = _random.Share();
        if (at.Day == _year.To)
            return 2 + chance;
        var byHour = at.Time.Hour switch
        {
            < 11 => 0.88,
            < 15 => 0.85,
            < 18 => 0.74,
            < 21 => 0.45,
            _ => -1,
        };
        return byHour + (world.Calendar.IsWorkday(at.Day) ? 0 : -0.18) + (0.08 * _year.Progress(at.Day)) - chance;
    }

    private RecordInput Input((DateOnly Day, TimeOnly Time) at, int number, string unit, bool onTheSpot, bool satisfied)
    {
        var accepted = world.At(at.Day, at.Time);
        var closed = onTheSpot ? CloseAtOnce(at) : CloseLater(at.Day);
        var replied = accepted.AddMinutes(_random.Between(4, 95));
        return new()
        {
            Source = TaijiangCodes.Hotline,
            CaseNo = $"FZ12345-{Days.ToMonthNumber(at.Day)}-{number:00000}",
            UnitCode = unit,
            Channel = Channel.Online,
            AcceptedAt = accepted,
            FirstReplyAt = replied < closed ? replied : closed,
            ClosedAt = closed,
            Outcome = CaseOutcome.Completed,
            DueAt = world.EndAfter(at.Day, LimitDays),
            Satisfaction = satisfied ? Grade() : (byte)(_random.Chance(0.3) ? 1 : 2),
            AppealSource = AppealSource.Hotline12345,
        };
    }

    /// <summary>Staff on duty answer in the evening and at weekends too.</summary>
    private DateTimeOffset CloseAtOnce((DateOnly Day, TimeOnly Time) at) =>
        world.At(at.Day, OfficeHours.Later(at.Time, _random.Chance(0.6) ? _random.Between(12, 90) : _random.Between(60, 330), _random));

    private DateTimeOffset CloseLater(DateOnly day)
    {
        var days = _random.Share() switch
        {
            < 0.52 => 1,
            < 0.8 => 2,
            < 0.94 => 3,
            _ => 4,
        };
        var closed = world.WorkdayAfter(day, days);
        return world.At(closed < _year.To ? closed : _year.To, OfficeHours.Arrival(_random));
    }

    private byte Grade() =>
        _random.Share() switch
        {
            < 0.045 => 3,
            < 0.33 => 4,
            _ => 5,
        };
}
