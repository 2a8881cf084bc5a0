using Portal.Domain.Catalogue;
using Portal.Domain.Demonstration.Sampling;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Demonstration.Cases;

/// <summary>Generates the cases of streets and communities: with late and open, withdrawn and refused, and unrated ones.</summary>
internal sealed class StreetCases(DemonstrationWorld world, YearPlan year)
{
    private readonly DeterministicRandom _random = DeterministicRandom.For($"streets {year.From.Year}");
    private readonly WeightedChoice<CatalogueEntry>[] _items =
    [
        .. Enumerable
            .Range(1, 12)
            .Select(month => new WeightedChoice<CatalogueEntry>(
                world.Catalogue.Where(e => e.Kind == ItemKind.Convenience),
                e => e.WeightIn(month)
            )),
    ];

    /// <summary>In order of acceptance.</summary>
    public List<RecordInput> Build()
    {
        var weights = new DayWeights(world, "the streets");
        var days = year.Days.ToList();
        var counts = Apportion.Spread(year.StreetCases, days.ConvertAll(d => weights.Of(d, resting: 0)));
        var points = new WeightedChoice<StreetPoint>(StreetPoint.All(), p => p.Weight);
        var cases = new List<RecordInput>(year.StreetCases);
        for (var i = 0; i < days.Count; i++)
        {
            var drafts = Enumerable
                .Range(0, counts[i])
                .Select(_ => Draft(days[i], points.Draw(_random)))
                .OrderBy(d => d.Draft.Time)
                .ToList();
            cases.AddRange(
                drafts.Select(
                    (d, n) =>
                        CaseInputs.Of(
                            d.Draft,
                            End(d.Draft, d.Point.Street),
                            TaijiangCodes.ConvenienceSystem,
                            $"BM{Days.ToNumber(days[i])}-{n + 1:0000}",
                            world
                        )
                )
            );
        }
        return cases;
    }

    private (CaseDraft Draft, StreetPoint Point) Draft(DateOnly day, StreetPoint point)
    {
        var entry = _items[day.Month - 1].Draw(_random);
        var share = _random.Share();
        var channel =
            entry.InPerson ? Channel.Window
            : share < (point.IsCommunity ? 0.16 : 0.04) ? Channel.Proxy
            : share < (point.IsCommunity ? 0.2 : 0.09) ? Channel.Phone
            : share < (point.IsCommunity ? 0.22 : 0.13) ? Channel.Online
            : Channel.Window;
        ServiceMode? mode =
            channel == Channel.Window && _random.Chance(0.012) ? ServiceMode.HomeVisit
            : _random.Chance(0.008) ? ServiceMode.Appointment
            : null;
        return (new(day, OfficeHours.Arrival(_random), point.Code, entry, channel, mode), point);
    }

    private CaseEnd End(CaseDraft draft, StreetProfile street)
    {
        var progress = year.Progress(draft.Day);
        var share = _random.Share();
        if (share < 0.0005)
            return default;
        if (share < 0.0045)
            return At(draft.Day, OfficeHours.Finish(draft.Time, _random.Between(5, 120), _random), CaseOutcome.Withdrawn);
        if (share < 0.0105)
            return At(draft.Day, OfficeHours.Finish(draft.Time, _random.Between(2, 15), _random), CaseOutcome.NotAccepted);
        if (_random.Chance(street.LateAt(progress)))
            return CloseLate(draft, street);

        var speed = street.SpeedAt(progress);
        if (draft.Entry.Instant)
            return Close(draft, draft.Day, _random.Between(3, (int)(30 / speed)), street.Content);
        return _random.Chance(OnTheSpot(draft) * speed)
            ? Close(draft, draft.Day, _random.Between(15, (int)(200 / speed)), street.Content)
            : CloseInTime(draft, street, speed);
    }

    private static double OnTheSpot(CaseDraft draft)
    {
        var byPromise = draft.Promised switch
        {
            null or <= 1 => 0.76,
            2 => 0.62,
            3 => 0.45,
            5 => 0.24,
            _ => 0.1,
        };
        return draft.Time.Hour >= 16 ? byPromise * 0.7 : byPromise;
    }

    private CaseEnd CloseInTime(CaseDraft draft, StreetProfile street, double speed)
    {
        // A few cases get an extension.
        if (draft.Promised >= 5 && _random.Chance(0.006))
        {
            var days = _random.Between(2, 5);
            return Close(draft, world.WorkdayAfter(draft.Day, draft.Promised.Value + days), minutes: null, street.Content) with
            {
                ExtensionDays = days,
            };
        }
        return Close(draft, ClosingDay.Of(world, draft, _random.Around(0.2, 1.05) / speed), minutes: null, street.Content);
    }

    private CaseEnd CloseLate(CaseDraft draft, StreetProfile street) =>
        Close(draft, world.WorkdayAfter(draft.Day, (draft.Promised ?? 0) + _random.Between(1, 6)), minutes: null, street.Content * 0.25);

    private CaseEnd Close(CaseDraft draft, DateOnly day, int? minutes, double contentment)
    {
        var time = minutes is { } work ? OfficeHours.Finish(draft.Time, work, _random) : OfficeHours.Arrival(_random);
        var outcome = !draft.Entry.Instant && _random.Chance(0.004) ? CaseOutcome.Refused : CaseOutcome.Completed;
        var ratingShare = draft.Channel == Channel.Window ? 0.36 : 0.22;
        return At(day, time, outcome) with
        {
            Satisfaction = Ratings.Draw(_random, ratingShare, outcome == CaseOutcome.Refused ? 0.2 : contentment),
        };
    }

    private CaseEnd At(DateOnly day, TimeOnly time, CaseOutcome outcome) => new(world.At(day, time), outcome);
}
