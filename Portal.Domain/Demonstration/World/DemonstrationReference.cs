using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Domain.Standards.Checklists;

namespace Portal.Domain.Demonstration.World;

/// <summary>Writes the demonstration's calendar, units, service points and catalogue in one transaction.</summary>
internal sealed class DemonstrationReference(IDbContextFactory<PortalDb> databases, WriteGate gate)
{
    /// <summary>When standards and notes about stationing were written.</summary>
    private static readonly DateOnly s_written = new(2014, 1, 2);

    public async Task WriteAsync(DemonstrationWorld world, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reference, cancellation);
        if (await db.Units.AnyAsync(cancellation))
            return;

        await AddCalendarAsync(db, world, cancellation);
        var units = await DemonstrationUnits.AddAsync(db, cancellation);
        var standards = await AddStandardsAsync(db, world.At(s_written, new(9, 0)), cancellation);
        db.ServicePoints.AddRange(DemonstrationPoints.All(units, standards));
        db.StationingNotes.AddRange(units.Values.Where(IsNotStationed).Select(unit => Note(unit, world.At(s_written, new(9, 0)))));
        db.ServiceItems.AddRange(world.Catalogue.Select(entry => Item(entry, units)));
        await db.SaveChangesAsync(cancellation);
        await db.RaiseReferenceAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task<Dictionary<PointKind, ServiceStandard>> AddStandardsAsync(
        PortalDb db,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var first = new DateOnly(2014, 1, 1);
        var standards = Enum.GetValues<PointKind>()
            .ToDictionary(kind => kind, kind => ServiceStandard.Of(kind, 1, first, ShippedStandards.Of(kind), "区行政服务中心", now));
        db.ServiceStandards.AddRange(standards.Values);
        await db.SaveChangesAsync(cancellation); // assigns the ids that inspections refer to
        return standards;
    }

    private static bool IsNotStationed(Unit unit) => unit.Versions[^1] is { MustBeStationed: true, Stationed: false };

    private static StationingNote Note(Unit unit, DateTimeOffset now) =>
        new()
        {
            UnitId = unit.Id,
            Text = "因中心场地有限，未能入驻",
            By = "区行政服务中心",
            At = now,
        };

    /// <summary>Keeps an existing calendar, which is newer.</summary>
    private static async Task AddCalendarAsync(PortalDb db, DemonstrationWorld world, CancellationToken cancellation)
    {
        if (!await db.CalendarDays.AnyAsync(cancellation))
            db.CalendarDays.AddRange(world.CalendarDays);
    }

    /// <summary>One version per year; the last one is open-ended.</summary>
    private static ServiceItem Item(CatalogueEntry entry, IReadOnlyDictionary<string, Unit> units)
    {
        var item = new ServiceItem { Code = entry.Code };
        for (var i = 0; i < entry.Promised.Count; i++)
        {
            var year = CatalogueEntry.FirstYear + i;
            item.Versions.Add(
                new()
                {
                    ValidFrom = new DateOnly(year, 1, 1),
                    ValidTo = i < entry.Promised.Count - 1 ? new DateOnly(year, 12, 31) : null,
                    Name = entry.Name,
                    Kind = entry.Kind,
                    UnitId = units[entry.UnitCode].Id,
                    StatutoryLimit = entry.StatutoryLimit,
                    PromisedLimit = entry.Promised[i],
                    LimitUnit = entry.LimitUnit,
                    Instant = entry.Instant,
                    Process = year < 2014 ? null : Process(entry.Kind),
                }
            );
        }
        return item;
    }

    private static string? Process(ItemKind kind) =>
        kind switch
        {
            ItemKind.Licence => "3+1",
            ItemKind.NonLicenceApproval => "2+1",
            ItemKind.PublicService or ItemKind.Convenience or ItemKind.OtherPower => null,
        };
}
