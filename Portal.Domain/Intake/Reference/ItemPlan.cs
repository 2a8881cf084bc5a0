using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Organisation;

namespace Portal.Domain.Intake.Reference;

/// <summary>
/// The catalogue after the import of a file: merges the rows into the stored items, and checks them before anything is written.
/// </summary>
internal sealed class ItemPlan
{
    private readonly UnitTree _units;
    private readonly VersionMerge<ServiceItemVersion> _merge = new(Copy, HasSameContent, Overwrite);
    private readonly HashSet<ServiceItem> _new = [];

    private ItemPlan(UnitTree units) => _units = units;

    public List<ServiceItem> Changed { get; } = [];

    public int Created => _merge.Created;

    public int Updated => _merge.Updated;

    public bool IsNew(ServiceItem item) => _new.Contains(item);

    public static async Task<ItemPlan> MakeAsync(PortalDb db, ReferenceTable table, CancellationToken cancellation)
    {
        var units = new UnitTree(
            await db.Units.AsNoTracking().Include(u => u.Versions).Where(u => u.Versions.Count > 0).ToListAsync(cancellation)
        );
        var items = await db.ServiceItems.Include(i => i.Versions).ToDictionaryAsync(i => i.Code, StringComparer.Ordinal, cancellation);
        var plan = new ItemPlan(units);
        foreach (var group in table.Rows.GroupBy(r => r.Required("code", ServiceItem.CodeLength)))
        {
            if (!items.TryGetValue(group.Key, out var item))
            {
                db.ServiceItems.Add(item = new ServiceItem { Code = group.Key });
                plan._new.Add(item);
            }
            if (plan._merge.Apply(item.Versions, [.. group.Select(row => (row, plan.ReadVersion(row)))]))
                plan.Changed.Add(item);
        }
        return plan;
    }

    private ServiceItemVersion ReadVersion(ReferenceRow row)
    {
        var (statutory, promised) = (row.Number("statutoryLimit", 1), row.Number("promisedLimit", 0));
        if (promised > statutory)
            row.AddError("promisedLimit", "promisedLimit.aboveStatutory", statutory!);
        return new ServiceItemVersion
        {
            Name = row.Required("name", ServiceItemVersion.NameLength),
            Kind = Kind(row),
            UnitId = Unit(row),
            StatutoryLimit = statutory,
            PromisedLimit = promised,
            LimitUnit = row.Word("limitUnit", ReferenceSpellings.LimitUnits) ?? LimitUnit.WorkingDays,
            Instant = row.Word("instant", ReferenceSpellings.Booleans) ?? false,
            Process = row.Text("process", 20) is { Length: > 0 } process ? process : null,
            ValidFrom = row.Day("validFrom"),
            ValidTo = row.Day("validTo"),
        };
    }

    private static ItemKind Kind(ReferenceRow row)
    {
        if (row["kind"].Length == 0)
            row.AddError("kind", "value.required");
        return row.Word("kind", ReferenceSpellings.ItemKinds) ?? default;
    }

    private int Unit(ReferenceRow row)
    {
        if (row["unitCode"].Length == 0)
            row.AddError("unitCode", "value.required");
        else if (_units.Find(row["unitCode"]) is not { } unit)
            row.AddError("unitCode", "unit.unknown");
        else
            return unit.Id;
        return 0;
    }

    private static ServiceItemVersion Copy(ServiceItemVersion v)
    {
        var copy = new ServiceItemVersion { Name = v.Name, ValidFrom = v.ValidFrom };
        Overwrite(copy, v);
        return copy;
    }

    private static bool HasSameContent(ServiceItemVersion a, ServiceItemVersion b) =>
        (a.Name, a.Kind, a.UnitId, a.StatutoryLimit, a.PromisedLimit, a.LimitUnit, a.Instant, a.Process, a.ValidTo)
        == (b.Name, b.Kind, b.UnitId, b.StatutoryLimit, b.PromisedLimit, b.LimitUnit, b.Instant, b.Process, b.ValidTo);

    private static void Overwrite(ServiceItemVersion to, ServiceItemVersion from)
    {
        (to.Name, to.Kind, to.UnitId, to.StatutoryLimit, to.PromisedLimit) = (
            from.Name,
            from.Kind,
            from.UnitId,
            from.StatutoryLimit,
            from.PromisedLimit
        );
        (to.LimitUnit, to.Instant, to.Process, to.ValidTo) = (from.LimitUnit, from.Instant, from.Process, from.ValidTo);
    }
}
