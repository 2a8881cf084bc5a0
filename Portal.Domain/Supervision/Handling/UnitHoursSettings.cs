using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Shared;
using Portal.Domain.Signals;
using Portal.Domain.Supervision.Clocks;
using Portal.Domain.Supervision.Issuing;
using Portal.Domain.Supervision.Rules;

namespace Portal.Domain.Supervision.Handling;

/// <summary>
/// Reads and sets the working hours of units, in which first replies and answers to cards are counted. Hours hold from the day on which
/// they
/// are set: what has passed is not counted anew.
/// </summary>
public sealed class UnitHoursSettings(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    DistrictTime time,
    WakeSignals signals
)
{
    /// <summary>All settings of the units for which the actor may read cards, by unit, the latest first.</summary>
    public async Task<IReadOnlyList<HoursView>> ListAsync(Actor actor, CancellationToken cancellation = default)
    {
        var scope = actor.ScopeFor(Permissions.CardsRead);
        if (scope.IsNothing)
            return [];
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var settings = await db.UnitHours.AsNoTracking().ToListAsync(cancellation);
        var today = time.Today;
        return
        [
            .. settings
                .Where(s => scope.Contains(units, s.UnitId, today))
                .GroupBy(s => s.UnitId)
                .SelectMany(unit =>
                    unit.OrderByDescending(s => s.ValidFrom)
                        .Select(s => new HoursView(
                            units.Find(s.UnitId)!.Code,
                            units.NameAt(s.UnitId, today),
                            s.ValidFrom,
                            s.Hours,
                            s.ValidFrom == unit.Where(o => o.ValidFrom <= today).Max(o => (DateOnly?)o.ValidFrom),
                            s.By
                        ))
                )
                .OrderBy(view => view.UnitCode, StringComparer.Ordinal)
                .ThenByDescending(view => view.ValidFrom),
        ];
    }

    /// <summary>The hours of a unit from today on, and of all below it that have none of their own.</summary>
    /// <param name="actor">Who sets them.</param>
    /// <param name="unitCode">A unit for which the actor may write units.</param>
    /// <param name="text">As <see cref="WorkingHours.TryParse"/> reads it.</param>
    /// <param name="cancellation">Cancels the change.</param>
    /// <returns>Why it is refused; null when done.</returns>
    public async Task<Refusal?> SetAsync(Actor actor, string unitCode, string? text, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        var today = time.Today;
        if (
            units.Find(unitCode) is not { } unit
            || !units.IsInForce(unit.Id, today)
            || !actor.ScopeFor(Permissions.UnitsWrite).Contains(units, unit.Id, today)
        )
            return RuleRefusal.UnitUnknown;
        if (text?.Length > WorkingHours.TextLength || !WorkingHours.TryParse(text, out var hours))
            return RuleRefusal.HoursAreWrong;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Supervision, cancellation);
        var settings = await db.UnitHours.Where(s => s.UnitId == unit.Id && s.ValidFrom <= today).ToListAsync(cancellation);
        var present = settings.MaxBy(s => s.ValidFrom);
        if (present is not null && WorkingHours.Parse(present.Hours).Equals(hours))
            return RuleRefusal.HoursAreTheSame;
        // A second change on one day corrects the first.
        if (present?.ValidFrom != today)
            db.UnitHours.Add(
                present = new()
                {
                    UnitId = unit.Id,
                    ValidFrom = today,
                    Hours = "",
                }
            );
        (present.Hours, present.By, present.At) = (hours.ToString(), actor.Name, time.Now);
        await db.SaveChangesAsync(cancellation);
        await FollowedRecords.LookAgainAsync(db, time.Now, cancellation);
        await transaction.CommitAsync(cancellation);
        signals.Raise(WakeTopic.CardsChanged);
        return null;
    }
}
