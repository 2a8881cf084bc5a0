using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Organisation;

namespace Portal.Domain.Intake.Reference;

/// <summary>The tree as it will be, checked as a whole before it is written.</summary>
internal sealed class UnitPlan
{
    private const int UnitsPerQuery = 5_000;

    private readonly PortalDb _db;
    private readonly ReferenceTable _table;
    private readonly Dictionary<string, Unit> _units;
    private readonly VersionMerge<UnitVersion> _merge = new(Copy, SaysTheSame, Overwrite);
    private int _nextNewId = -1;

    private UnitPlan(PortalDb db, ReferenceTable table, Dictionary<string, Unit> units) => (_db, _table, _units) = (db, table, units);

    public bool Changed { get; private set; }

    /// <summary>A unit that was there hung elsewhere on a day that has been: figures must be counted anew.</summary>
    public bool MovedInThePast { get; private set; }

    public int Created => _merge.Created;

    public int Updated => _merge.Updated;

    public static async Task<UnitPlan> MakeAsync(
        PortalDb db,
        ReferenceTable table,
        UnitScope scope,
        DateOnly today,
        CancellationToken cancellation
    )
    {
        var before = new UnitTree(await db.Units.AsNoTracking().Include(u => u.Versions).ToListAsync(cancellation));
        var units = before.All.ToDictionary(u => u.Code, StringComparer.Ordinal);
        foreach (var unit in await NamedAsync(db, table, cancellation))
            units[unit.Code] = unit;
        var plan = new UnitPlan(db, table, units);
        plan.Merge(before, scope, today);
        if (table.Errors.Count == 0)
            plan.CheckTree();
        if (table.Errors.Count == 0)
            plan.MovedInThePast = before.All.Any(unit => plan.Moved(unit, today));
        return plan;
    }

    /// <summary>Only what the file speaks of can change, and is followed.</summary>
    private static async Task<List<Unit>> NamedAsync(PortalDb db, ReferenceTable table, CancellationToken cancellation)
    {
        var named = new List<Unit>();
        foreach (var codes in table.Rows.Select(r => r["code"]).Distinct(StringComparer.Ordinal).Chunk(UnitsPerQuery))
        {
            named.AddRange(await db.Units.Include(u => u.Versions).Where(u => codes.Contains(u.Code)).ToListAsync(cancellation));
        }
        return named;
    }

    /// <summary>New units get their numbers first, so that versions can name them as parents.</summary>
    public async Task SaveAsync(CancellationToken cancellation)
    {
        List<Unit> added = [.. _units.Values.Where(u => u.Id < 0)];
        var numbers = await BulkRows.ReserveAsync<Unit>(_db, added.Count, cancellation);
        var renumbered = added.Select((unit, i) => (unit.Id, Number: numbers[i])).ToDictionary(n => n.Id, n => n.Number);
        foreach (var version in _units.Values.SelectMany(u => u.Versions).Where(v => v.ParentId < 0))
            version.ParentId = renumbered[version.ParentId!.Value];
        foreach (var unit in added)
        {
            unit.Id = renumbered[unit.Id];
            foreach (var version in unit.Versions)
                version.UnitId = unit.Id;
        }
        await BulkRows.InsertAsync(_db, added, numbered: true, cancellation);
        await BulkRows.InsertAsync(_db, added.SelectMany(u => u.Versions), numbered: false, cancellation);
        await _db.SaveChangesAsync(cancellation); // what was there may hang below what is new
    }

    private void Merge(UnitTree before, UnitScope scope, DateOnly today)
    {
        var groups = _table.Rows.GroupBy(r => r.Required("code", Unit.CodeLength)).ToList();
        foreach (var code in groups.Select(g => g.Key).Where(code => !_units.ContainsKey(code)))
            _units[code] = new Unit { Id = _nextNewId--, Code = code };
        foreach (var group in groups)
        {
            var unit = _units[group.Key];
            foreach (var row in group)
                CheckScope(row, unit, before, scope, today);
            Changed |= _merge.Apply(unit.Versions, [.. group.Select(row => (row, ReadVersion(row, unit)))]);
        }
    }

    private void CheckScope(ReferenceRow row, Unit unit, UnitTree before, UnitScope scope, DateOnly today)
    {
        if (scope.UnitId is null)
            return;
        var parent = _units.GetValueOrDefault(row["parentCode"]);
        var mayMove = parent is not null && (parent.Id < 0 || scope.Contains(before, parent.Id, today));
        if (unit.Id >= 0 ? !scope.Contains(before, unit.Id, today) || !(mayMove || unit.Id == scope.UnitId) : !mayMove)
            row.Refuse("code", "unit.outOfScope");
    }

    private UnitVersion ReadVersion(ReferenceRow row, Unit unit)
    {
        var kind = row.Word("kind", ReferenceWords.UnitKinds);
        if (kind is null && row["kind"].Length == 0)
            row.Refuse("kind", "value.required");
        var parentCode = row["parentCode"];
        var parent = _units.GetValueOrDefault(parentCode);
        if (parentCode.Length > 0 && parent is null)
            row.Refuse("parentCode", "unit.unknown");
        var from = row.Day("validFrom");
        // What the file does not tell stays as it was.
        var like = unit.Versions.Find(v => v.ValidFrom == from) ?? unit.Versions.MaxBy(v => v.ValidFrom ?? DateOnly.MinValue);
        return new UnitVersion
        {
            UnitId = Math.Max(unit.Id, 0),
            Name = row.Required("name", UnitVersion.NameLength),
            Kind = kind ?? default,
            ParentId = parent?.Id,
            ValidFrom = from,
            ValidTo = row.Day("validTo"),
            HoldsPowers = like?.HoldsPowers ?? false,
            MustBeStationed = like?.MustBeStationed ?? false,
            Stationed = like?.Stationed ?? false,
        };
    }

    private void CheckTree()
    {
        var tree = new UnitTree(_units.Values.Where(u => u.Versions.Count > 0));
        // Who never moved hangs below the same unit on every day.
        var days = tree
            .Moved.SelectMany(u => u.Versions)
            .Select(v => v.ValidFrom ?? DateOnly.MinValue)
            .Append(DateOnly.MinValue)
            .Distinct()
            .ToList();
        var rows = _table.Rows.DistinctBy(r => r["code"]).ToList();
        var inCircles = days.SelectMany(day => UnitCircles.Find(tree, rows.Select(r => _units[r["code"]].Id), day)).ToHashSet();
        foreach (var row in rows.Where(r => inCircles.Contains(_units[r["code"]].Id)))
            row.Refuse("parentCode", "unit.circle");
    }

    private bool Moved(Unit unit, DateOnly today)
    {
        if (ReferenceEquals(unit, _units[unit.Code]))
            return false;
        var (before, after) = (new UnitTree([unit]), new UnitTree([_units[unit.Code]]));
        var days = unit
            .Versions.Concat(_units[unit.Code].Versions)
            .Select(v => v.ValidFrom ?? DateOnly.MinValue)
            .Where(day => day <= today)
            .Append(today);
        return days.Any(day => before.ParentAt(unit.Id, day) != after.ParentAt(unit.Id, day));
    }

    private static UnitVersion Copy(UnitVersion v)
    {
        var copy = new UnitVersion
        {
            UnitId = v.UnitId,
            Name = v.Name,
            ValidFrom = v.ValidFrom,
        };
        Overwrite(copy, v);
        return copy;
    }

    private static bool SaysTheSame(UnitVersion a, UnitVersion b) =>
        (a.Name, a.Kind, a.ParentId, a.ValidTo) == (b.Name, b.Kind, b.ParentId, b.ValidTo);

    private static void Overwrite(UnitVersion to, UnitVersion from)
    {
        (to.Name, to.Kind, to.ParentId, to.ValidTo) = (from.Name, from.Kind, from.ParentId, from.ValidTo);
        (to.HoldsPowers, to.MustBeStationed, to.Stationed) = (from.HoldsPowers, from.MustBeStationed, from.Stationed);
    }
}
