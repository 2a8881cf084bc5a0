using Portal.Domain.Catalogue;
using Portal.Domain.Demonstration.Sampling;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Demonstration.Cases;

/// <summary>
/// Generates the cases of the district's service centre: all closed within the year's span, none late,
/// and exactly <see cref="YearPlan.CentreOnTheSpot"/> of them on the spot.
/// </summary>
internal sealed class CentreCases
{
    private readonly DemonstrationWorld _world;
    private readonly YearPlan _year;
    private readonly DeterministicRandom _random;
    private readonly CentreArrivals _visitors;

    public CentreCases(DemonstrationWorld world, YearPlan year)
    {
        (_world, _year) = (world, year);
        _random = DeterministicRandom.For($"centre {year.From.Year}");
        _visitors = new CentreArrivals(world, year, _random);
    }

    /// <summary>In order of acceptance.</summary>
    public List<RecordInput> Build()
    {
        var drafts = _visitors.Draft();
        var onTheSpot = Apportion.Choose(_year.CentreOnTheSpot, drafts.ConvertAll(OnTheSpotScore));
        var (cases, day, number) = (new List<RecordInput>(drafts.Count), default(DateOnly), 0);
        for (var i = 0; i < drafts.Count; i++)
        {
            number = drafts[i].Day == day ? number + 1 : 1;
            day = drafts[i].Day;
            cases.Add(
                CaseInputs.Of(
                    drafts[i],
                    onTheSpot[i] ? EndOnTheSpot(drafts[i]) : EndLater(drafts[i]),
                    TaijiangCodes.ApprovalSystem,
                    $"BJ{Days.ToNumber(day)}-{number:0000}",
                    _world
                )
            );
        }
        return cases;
    }

    /// <summary>A score for closing the case on the spot; above 1 it must be, below −1 no clerk is present.</summary>
    private double OnTheSpotScore(CaseDraft draft)
    {
        var chance = _random.Share();
        if (draft.Entry.SameDay || draft.Day == _year.To || !ClosingDay.Exists(_world, draft))
            return 2 + chance;
        if (!draft.IsAttended || !_world.Calendar.IsWorkday(draft.Day))
            return -2 + chance;
        var bySpeed = draft.Promised switch
        {
            null => 0.6,
            <= 1 => 0.62,
            <= 3 => 0.45,
            <= 6 => 0.22,
            <= 10 => 0.08,
            _ => 0.03,
        };
        var byHour = draft.Time.Hour switch
        {
            < 11 => 1.1,
            < 15 => 0.9,
            15 => 0.7,
            _ => 0.35,
        };
        return (bySpeed * byHour) + (0.08 * _year.Progress(draft.Day)) - chance;
    }

    private CaseEnd EndOnTheSpot(CaseDraft draft)
    {
        var minutes = draft.Entry switch
        {
            { LimitUnit: LimitUnit.Hours } => _random.Between(25, 110),
            { Instant: true } => _random.Between(3, 34),
            _ => _random.Between(30, 290),
        };
        return End(draft, draft.Day, OfficeHours.Finish(draft.Time, minutes, _random), contentment: 1);
    }

    private CaseEnd EndLater(CaseDraft draft)
    {
        // The time used falls through the year from three quarters of the promised limit to a little over half.
        var share = _random.Around(0.32, 1.0) * (1.12 - (0.3 * _year.Progress(draft.Day)));
        var suspension = _visitors.MayBeSuspended(draft) ? Suspend(draft.Day) : null;
        var day = ClosingDay.Of(_world, draft, share, suspension);
        if (suspension?.From > day)
            suspension = null;
        if (day > _year.To)
            (day, suspension) = (ClosingDay.Of(_world, draft, share), null);
        if (day > _year.To)
            day = _world.WorkdayUpTo(_year.To);
        return End(draft, day, OfficeHours.Arrival(_random), contentment: 0.8) with { Suspension = suspension };
    }

    private Suspension? Suspend(DateOnly accepted)
    {
        var from = accepted.AddDays(_random.Between(1, 2));
        return new(from, from.AddDays(_random.Between(2, 8)), _random.Chance(0.6) ? "现场勘验" : "专家评审");
    }

    private CaseEnd End(CaseDraft draft, DateOnly day, TimeOnly time, double contentment)
    {
        var isApproval = draft.Entry.Kind is ItemKind.Licence or ItemKind.NonLicenceApproval;
        var outcome =
            !isApproval ? CaseOutcome.Completed
            : draft.Entry.Instant || !_random.Chance(0.011) ? CaseOutcome.Granted
            : CaseOutcome.Refused;
        var ratingShare = draft.Channel == Channel.Window ? 0.47 : 0.3;
        return new(
            _world.At(day, time),
            outcome,
            Satisfaction: Ratings.Draw(_random, ratingShare, outcome == CaseOutcome.Refused ? 0.2 : contentment)
        );
    }
}
