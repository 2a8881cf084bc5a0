using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Domain.Standards.Checklists;

namespace Portal.Domain.Standards.Handling;

/// <summary>
/// Writes standards, inspections, plans of service points and notes about stationing. Every move returns null when it is done, or why it
/// was refused.
/// </summary>
public sealed class StandardMoves(IDbContextFactory<PortalDb> databases, WriteGate gate, IReferenceReader references, DistrictTime time)
{
    /// <summary>Enters an inspection of a point within the actor's scope.</summary>
    public Task<Refusal?> InspectAsync(Actor actor, string pointCode, InspectionReport report, CancellationToken cancellation = default) =>
        MoveAsync(
            actor,
            pointCode,
            async (db, point) =>
            {
                var versions = await db.ServiceStandards.AsNoTracking().Where(s => s.Kind == point.Kind).ToListAsync(cancellation);
                var standard = ServiceStandard.InForce(versions, point.Kind, report.Day);
                var inspection = report.ToInspection(point, standard, actor, time.Now, time.Today);
                if (inspection.Refusal is null)
                    point.Inspections.Add(inspection.Value);
                return inspection.Refusal;
            },
            cancellation
        );

    /// <summary>Says what is planned for a point, or that nothing is planned any more.</summary>
    /// <param name="actor">Who plans.</param>
    /// <param name="pointCode">The point.</param>
    /// <param name="plan">Blank when nothing is planned; then <paramref name="plannedFor"/> counts for nothing.</param>
    /// <param name="plannedFor">The day by which it is to be done; null when no day is known.</param>
    /// <param name="cancellation">Cancels the move.</param>
    public Task<Refusal?> PlanAsync(
        Actor actor,
        string pointCode,
        string? plan,
        DateOnly? plannedFor,
        CancellationToken cancellation = default
    ) =>
        MoveAsync(
            actor,
            pointCode,
            (_, point) =>
            {
                var isFar = plannedFor is { } day && StandardDays.IsFar(day, time.Today);
                var refusal =
                    StandardRefusal.OfTexts.OfRemark(plan, ServicePoint.PlanLength) ?? (isFar ? StandardRefusal.DayIsTooFar : null);
                if (refusal is null)
                    (point.Plan, point.PlannedFor) = string.IsNullOrWhiteSpace(plan) ? (null, null) : (plan.Trim(), plannedFor);
                return Task.FromResult(refusal);
            },
            cancellation
        );

    /// <summary>Notes why a unit is not stationed in the service centre.</summary>
    /// <param name="actor">Who notes it.</param>
    /// <param name="unitCode">A unit that must be stationed today.</param>
    /// <param name="text">Never blank.</param>
    /// <param name="cancellation">Cancels the move.</param>
    public async Task<Refusal?> NoteStationingAsync(Actor actor, string unitCode, string text, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        if (
            units.Find(unitCode) is not { } unit
            || !actor.ScopeFor(Permissions.StandardsWrite).Contains(units, unit.Id, time.Today)
            || !units.VersionAt(unit.Id, time.Today).MustBeStationed
        )
            return StandardRefusal.UnitUnknown;
        if (StandardRefusal.OfTexts.OfNeeded(text, StationingNote.TextLength) is { } wrong)
            return wrong;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reference, cancellation);
        db.StationingNotes.Add(
            new()
            {
                UnitId = unit.Id,
                Text = text.Trim(),
                By = actor.Name,
                At = time.Now,
            }
        );
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    /// <summary>Begins another version of the standard for a kind of points. It belongs to no single unit.</summary>
    /// <param name="actor">The author.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="draft">The version.</param>
    /// <param name="validFrom">The first day in force; not before that of the version in force today.</param>
    /// <param name="seenNumber">The number of the latest version that the author saw; 0 for none.</param>
    /// <param name="cancellation">Cancels the move.</param>
    /// <exception cref="PermissionDeniedException">The actor's grant does not cover every unit.</exception>
    public async Task<Refusal?> ChangeAsync(
        Actor actor,
        PointKind kind,
        StandardDraft draft,
        DateOnly validFrom,
        int seenNumber,
        CancellationToken cancellation = default
    )
    {
        actor.DemandForAll(Permissions.StandardsWrite, (await references.GetAsync(cancellation)).Units, time.Today);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reference, cancellation);
        var versions = await db.ServiceStandards.AsNoTracking().Where(s => s.Kind == kind).ToListAsync(cancellation);
        if (versions.Select(s => s.Number).DefaultIfEmpty().Max() != seenNumber)
            return StandardRefusal.StandardHasChanged;
        if (validFrom < ServiceStandard.InForce(versions, kind, time.Today)?.ValidFrom)
            return StandardRefusal.StandardBeginsTooEarly;
        if (StandardDays.IsFar(validFrom, time.Today))
            return StandardRefusal.DayIsTooFar;
        if (draft.Check() is { } refusal)
            return refusal;
        var next = ServiceStandard.Of(kind, seenNumber + 1, validFrom, draft, actor.Name, time.Now);
        if (versions.Exists(s => s.Number == seenNumber && s.ValidFrom == validFrom && s.Stored == next.Stored && s.Basis == next.Basis))
            return StandardRefusal.NothingChanges;
        db.ServiceStandards.Add(next);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    private async Task<Refusal?> MoveAsync(
        Actor actor,
        string pointCode,
        Func<PortalDb, ServicePoint, Task<Refusal?>> move,
        CancellationToken cancellation
    )
    {
        var scope = actor.ScopeFor(Permissions.StandardsWrite);
        if (scope.IsNothing)
            return StandardRefusal.PointUnknown;
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reference, cancellation);
        var point = await db.ServicePoints.Include(p => p.Inspections).SingleOrDefaultAsync(p => p.Code == pointCode, cancellation);
        if (point is null || !scope.Contains(units, point.UnitId, time.Today))
            return StandardRefusal.PointUnknown;
        if (await move(db, point) is { } refusal)
            return refusal;
        await db.SaveChangesAsync(cancellation);
        await db.RaiseReferenceAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }
}
