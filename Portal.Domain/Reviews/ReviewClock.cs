using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Clocks;

namespace Portal.Domain.Reviews;

/// <summary>Works out the due times of reviews, in the working hours of units as they are set today.</summary>
internal sealed class ReviewClock
{
    private readonly ReviewLimits _limits;
    private readonly HoursOfUnits _hours;
    private readonly WorkingClock _clock;

    private ReviewClock(ReviewLimits limits, HoursOfUnits hours, WorkingClock clock) => (_limits, _hours, _clock) = (limits, hours, clock);

    /// <summary>Reads the hours of now.</summary>
    public static async Task<ReviewClock> ReadAsync(
        PortalDb db,
        ReviewLimits limits,
        ReferenceData reference,
        DistrictTime time,
        CancellationToken cancellation
    ) =>
        new(
            limits,
            new(await db.UnitHours.AsNoTracking().ToListAsync(cancellation), reference.Units, time.Today),
            new(reference.Calendar, time)
        );

    /// <summary>The due times of a review that the unit gets at the instant.</summary>
    public ReviewDue Of(int unitId, DateTimeOffset at) => new(After(unitId, at, _limits.CallDays), MendAt(unitId, at));

    /// <summary>The end of the time to mend that begins at the instant.</summary>
    public DateTimeOffset MendAt(int unitId, DateTimeOffset at) => After(unitId, at, _limits.MendDays);

    private DateTimeOffset After(int unitId, DateTimeOffset at, int days)
    {
        var hours = _hours.Of(unitId);
        // A clock that is never paused runs out.
        return LevelClock.Start(at, hours, hours.PerDay * days).RunsOutAt(_clock)!.Value;
    }
}
