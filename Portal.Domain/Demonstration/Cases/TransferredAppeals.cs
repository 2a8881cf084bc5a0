using Portal.Domain.Demonstration.Sampling;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;

namespace Portal.Domain.Demonstration.Cases;

/// <summary>
/// Generates the appeals transferred by the offices of province and city, and those of the district's complaint centre: all closed in time.
/// </summary>
internal sealed class TransferredAppeals(DemonstrationWorld world)
{
    private const int Received = 193;
    private const int LimitDays = 15;

    private readonly YearPlan _year = YearPlan.Reported;
    private readonly DeterministicRandom _random = DeterministicRandom.For("transferred appeals");

    /// <summary>In order of acceptance.</summary>
    public List<RecordInput> Build()
    {
        // Appeals of the last week could not be closed before the span ends.
        var days = _year.Days.Where(d => world.Calendar.IsWorkday(d) && d <= _year.To.AddDays(-8)).ToList();
        var arrivals = Enumerable
            .Range(0, Received)
            .Select(_ => (Day: days[_random.Between(0, days.Count - 1)], Time: OfficeHours.Arrival(_random)))
            .OrderBy(a => a.Day)
            .ThenBy(a => a.Time)
            .ToList();
        var units = AppealUnits.Choice();
        return [.. arrivals.Select((at, i) => Input(at.Day, at.Time, i + 1, units.Draw(_random)))];
    }

    private RecordInput Input(DateOnly day, TimeOnly time, int number, string unit)
    {
        var closed = world.WorkdayAfter(day, _random.Between(2, 12));
        return new()
        {
            Source = TaijiangCodes.ComplaintCentre,
            CaseNo = $"XN{day.Year}-{number:000}",
            UnitCode = unit,
            Channel = Channel.Other,
            AcceptedAt = world.At(day, time),
            FirstReplyAt = world.At(world.WorkdayAfter(day, 1), OfficeHours.Arrival(_random)),
            ClosedAt = world.At(closed < _year.To ? closed : _year.To, OfficeHours.Arrival(_random)),
            Outcome = CaseOutcome.Completed,
            DueAt = world.EndAfter(day, LimitDays),
            AppealSource = _random.Share() switch
            {
                < 0.17 => AppealSource.ProvinceTransfer,
                < 0.48 => AppealSource.CityTransfer,
                _ => AppealSource.DistrictComplaint,
            },
        };
    }
}
