using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Reference;

/// <summary>
/// The catalogue after the import of a file: merges the rows into the stored items, and checks them before anything is written.
/// </summary>
internal sealed class ItemPlan
{
    private readonly ReferenceTable _table;
    private readonly UnitsInFile _units;
    private readonly ReferenceEffects _effects;
    private readonly VersionMerge<ServiceItemVersion> _merge = new(Copy, HasSameContent, Overwrite);
    private readonly HashSet<ServiceItem> _new = [];

    private ItemPlan(ReferenceTable table, UnitsInFile units) => (_table, _units, _effects) = (table, units, new(table.Columns));

    public List<ServiceItem> Changed { get; } = [];

    /// <summary>What the file does, and its errors.</summary>
    public ReferenceImportResult Result => _effects.Result(_table, _merge.Created, _merge.Updated);

    public bool IsNew(ServiceItem item) => _new.Contains(item);

    public static async Task<ItemPlan> MakeAsync(PortalDb db, ReferenceTable table, CancellationToken cancellation)
    {
        var units = await db.Units.AsNoTracking().Include(u => u.Versions).Where(u => u.Versions.Count > 0).ToListAsync(cancellation);
        var items = await db.ServiceItems.Include(i => i.Versions).ToDictionaryAsync(i => i.Code, StringComparer.Ordinal, cancellation);
        var byCode = units.ToDictionary(u => u.Code, StringComparer.Ordinal);
        var plan = new ItemPlan(table, new(byCode, byName: table.Mapping is not null));
        foreach (var group in table.Rows.GroupBy(r => r.Required("code", ServiceItem.CodeLength)))
        {
            if (!items.TryGetValue(group.Key, out var item))
            {
                db.ServiceItems.Add(item = new ServiceItem { Code = group.Key });
                plan._new.Add(item);
            }
            if (plan.Apply(item, [.. group.Select(row => (row, plan.ReadVersion(row, item)))]))
                plan.Changed.Add(item);
        }
        return plan;
    }

    private bool Apply(ServiceItem item, IReadOnlyList<(ReferenceRow Row, ServiceItemVersion Version)> given)
    {
        return _merge.Apply(
            item.Versions,
            given,
            (kind, line, before, after) => _effects.Add(kind, line, item.Code, after.Name, Texts(before), Texts(after))
        );

        Func<string[]>? Texts(ServiceItemVersion? version) =>
            version is null ? null : () => ReferenceTexts.Of(item.Code, version, _units.CodeOf);
    }

    private ServiceItemVersion ReadVersion(ReferenceRow row, ServiceItem item)
    {
        var from = row.Day("validFrom");
        var same = item.Versions.Find(v => v.ValidFrom == from);
        // What the file has no column for keeps its stored value.
        var previous = same ?? item.Versions.MaxBy(v => v.ValidFrom ?? DateOnly.MinValue);
        var statutory = row.Has("statutoryLimit") ? row.Number("statutoryLimit", 1) : previous?.StatutoryLimit;
        var promised = row.Has("promisedLimit") ? row.Number("promisedLimit", 0) : previous?.PromisedLimit;
        if (promised > statutory)
            row.AddError("promisedLimit", "promisedLimit.aboveStatutory", statutory!);
        return new ServiceItemVersion
        {
            Name = row.Required("name", ServiceItemVersion.NameLength),
            Kind = Kind(row),
            UnitId = Unit(row),
            StatutoryLimit = statutory,
            PromisedLimit = promised,
            LimitUnit =
                (row.Has("limitUnit") ? row.Word("limitUnit", ReferenceSpellings.LimitUnits) : previous?.LimitUnit)
                ?? LimitUnit.WorkingDays,
            Instant = (row.Has("instant") ? row.Word("instant", ReferenceSpellings.Booleans) : previous?.Instant) ?? false,
            Process = row.Has("process")
                ? row.Text("process", 20) is { Length: > 0 } process
                    ? process
                    : null
                : previous?.Process,
            ValidFrom = from,
            ValidTo = row.Has("validTo") ? row.Day("validTo") : same?.ValidTo,
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
        else
            return _units.Find(row, "unitCode")?.Id ?? 0;
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
