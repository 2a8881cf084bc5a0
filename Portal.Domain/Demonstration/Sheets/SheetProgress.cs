using Portal.Domain.Catalogue;
using Portal.Domain.Demonstration.Sampling;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Demonstration.Sheets;

/// <summary>The status of a sheet and the times of its steps. Sheets up to September are approved; October's are in progress.</summary>
/// <param name="Steps">The instants of the approvals so far, in the order of the approvers.</param>
internal sealed record SheetProgress(FigureStatus Status, DateTimeOffset? SubmittedAt, IReadOnlyList<DateTimeOffset> Steps, bool IsHalf)
{
    private static readonly DateOnly s_last = new(2014, 10, 1);

    /// <summary>Null for a sheet that was not started.</summary>
    public static SheetProgress? Of(FormInUse form, Unit unit, DateOnly month, ReferenceData reference, DistrictTime time)
    {
        var random = DeterministicRandom.For($"course {form.Code} {unit.Code} {month:yyyy-MM}");
        var approvers = unit.Code.Length > TaijiangCodes.Houzhou.Length ? 2 : 1;
        var deadline = FigureDeadlines.Of(reference.Calendar, month, form.DeadlineWorkday).Day;
        var submitted = At(Workday(deadline, -random.Between(0, 3)), random);
        if (unit.Code == TaijiangCodes.District)
            return Approved(approvers); // the city's figures are entered on the day they arrive
        if (month < s_last)
        {
            if (random.Chance(0.004))
                return null; // never submitted
            if (random.Chance(0.04))
                submitted = At(Workday(deadline, random.Between(1, 4)), random);
            return Approved(approvers);
        }

        var share = random.Share();
        if (unit.Code == TaijiangCodes.Houzhou || unit.Code == TaijiangCodes.FirstOfHouzhou)
            return null; // left empty for visitors of the demonstration to fill in
        if (unit.Code.StartsWith(TaijiangCodes.Houzhou, StringComparison.Ordinal))
            return share < 0.7 ? Submitted(0) : null;
        return share switch
        {
            < 0.15 => Approved(approvers),
            < 0.6 => Submitted(approvers - 1),
            < 0.72 => Submitted(0),
            < 0.86 => new(FigureStatus.Draft, null, [], IsHalf: true),
            _ => null,
        };

        SheetProgress Approved(int count) => new(FigureStatus.Approved, submitted, Approvals(count), IsHalf: false);

        SheetProgress Submitted(int count) => new(FigureStatus.Submitted, submitted, Approvals(count), IsHalf: false);

        List<DateTimeOffset> Approvals(int count) =>
            [.. Enumerable.Range(1, count).Select(n => At(Workday(time.DayOf(submitted), n), random))];

        DateOnly Workday(DateOnly day, int steps)
        {
            for (var left = Math.Abs(steps); left > 0; )
            {
                day = day.AddDays(Math.Sign(steps));
                if (reference.Calendar.IsWorkday(day))
                    left--;
            }
            return day;
        }

        DateTimeOffset At(DateOnly day, DeterministicRandom chance) => time.FromLocal(day.ToDateTime(OfficeHours.Arrival(chance)));
    }
}
