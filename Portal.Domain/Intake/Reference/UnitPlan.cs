using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Organisation;

namespace Portal.Domain.Intake.Reference;

/// <summary>The tree as it will be, checked as a whole before it is written.</summary>
internal sealed class UnitPlan
{
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

    public static async Task<UnitPlan> MakeAsync(PortalDb db, ReferenceTable table, UnitScope scope, DateOnly today, CancellationToken cancellation)
    {
        var stored = await db.Units.Include(u => u.Versions).ToListAsync(cancellation);
        var before = new UnitTree(await db.Units.AsNoTracking().Include(u => u.Versions).ToListAsync(cancellation));
        var plan = new UnitPlan(db, table, stored.ToDictionary(u => u.Code, StringComparer.Ordinal));
        plan.Merge(before, scope, today);
        if (table.Errors.Count == 0) plan.CheckTree();
        if (table.Errors.Count == 0) plan.MovedInThePast = before.All.Any(unit => plan.Moved(before, unit, today));
        return plan;
    }

    /// <summary>New units get their numbers first, so that versions can name them as parents.</summary>
    public async Task SaveAsync(CancellationToken cancellation)
    {
        var added = _units.Values.Where(u => u.Id < 0).ToList();
        var versions = added.ConvertAll(u => (Unit: u, Versions: u.Versions.ToList()));
        var numbers = new Dictionary<int, Unit>();
        foreach (var unit in added)
        {
            numbers[unit.Id] = unit;
            unit.Versions.Clear();
            unit.Id = 0;
        }
        _db.Units.AddRange(added);
        await WithoutParentsOfNewAsync(numbers, cancellation);
        foreach (var (unit, its) in versions) unit.Versions.AddRange(its);
        foreach (var version in _units.Values.SelectMany(u => u.Versions).Where(v => v.ParentId < 0)) version.ParentId = numbers[version.ParentId!.Value].Id;
        await _db.SaveChangesAsync(cancellation);
    }

    // Stored units may move below new ones, whose numbers are not known to the database yet.
    private async Task WithoutParentsOfNewAsync(Dictionary<int, Unit> numbers, CancellationToken cancellation)
    {
        var waiting = _units.Values.SelectMany(u => u.Versions).Where(v => v.ParentId is { } id && numbers.ContainsKey(id)).Select(v => (v, v.ParentId)).ToList();
        foreach (var (version, _) in waiting) version.ParentId = null;
        await _db.SaveChangesAsync(cancellation);
        foreach (var (version, parent) in waiting) version.ParentId = parent;
    }

    private void Merge(UnitTree before, UnitScope scope, DateOnly today)
    {
        var groups = _table.Rows.GroupBy(r => r.Required("code", Unit.CodeLength)).ToList();
        foreach (var code in groups.Select(g => g.Key).Where(code => !_units.ContainsKey(code))) _units[code] = new Unit { Id = _nextNewId--, Code = code };
        foreach (var group in groups)
        {
            var unit = _units[group.Key];
            foreach (var row in group) CheckScope(row, unit, before, scope, today);
            Changed |= _merge.Apply(unit.Versions, [.. group.Select(row => (row, ReadVersion(row, unit)))]);
        }
    }

    private void CheckScope(ReferenceRow row, Unit unit, UnitTree before, UnitScope scope, DateOnly today)
    {
        if (scope.UnitId is null) return;
        var parent = _units.GetValueOrDefault(row["parentCode"]);
        var mayMove = parent is not null && (parent.Id < 0 || scope.Contains(before, parent.Id, today));
        if (unit.Id >= 0 ? !scope.Contains(before, unit.Id, today) || !(mayMove || unit.Id == scope.UnitId) : !mayMove) row.Refuse("code", "unit.outOfScope");
    }

    private UnitVersion ReadVersion(ReferenceRow row, Unit unit)
    {
        var kind = row.Word("kind", ReferenceWords.UnitKinds);
        if (kind is null && row["kind"].Length == 0) row.Refuse("kind", "value.required");
        var parentCode = row["parentCode"];
        var parent = _units.GetValueOrDefault(parentCode);
        if (parentCode.Length > 0 && parent is null) row.Refuse("parentCode", "unit.unknown");
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
        var days = _units.Values.SelectMany(u => u.Versions).Select(v => v.ValidFrom ?? DateOnly.MinValue).Distinct().ToList();
        var tree = new UnitTree(_units.Values.Where(u => u.Versions.Count > 0));
        foreach (var row in _table.Rows.DistinctBy(r => r["code"]))
        {
            if (days.Exists(day => IsInCircle(tree, _units[row["code"]].Id, day))) row.Refuse("parentCode", "unit.circle");
        }
    }

    private static bool IsInCircle(UnitTree tree, int unitId, DateOnly day)
    {
        var parent = tree.ParentAt(unitId, day);
        for (var steps = 0; parent is { } id && steps <= tree.Count; steps++)
        {
            if (id == unitId) return true;
            parent = tree.ParentAt(id, day);
        }
        return parent is not null;
    }

    private bool Moved(UnitTree before, Unit unit, DateOnly today)
    {
        var after = new UnitTree([_units[unit.Code]]);
        var days = unit.Versions.Concat(_units[unit.Code].Versions).Select(v => v.ValidFrom ?? DateOnly.MinValue).Where(day => day <= today).Append(today);
        return days.Any(day => before.ParentAt(unit.Id, day) != after.ParentAt(unit.Id, day));
    }

    private static UnitVersion Copy(UnitVersion v)
    {
        var copy = new UnitVersion { UnitId = v.UnitId, Name = v.Name, ValidFrom = v.ValidFrom };
        Overwrite(copy, v);
        return copy;
    }

    private static bool SaysTheSame(UnitVersion a, UnitVersion b) => (a.Name, a.Kind, a.ParentId, a.ValidTo) == (b.Name, b.Kind, b.ParentId, b.ValidTo);

    private static void Overwrite(UnitVersion to, UnitVersion from)
    {
        (to.Name, to.Kind, to.ParentId, to.ValidTo) = (from.Name, from.Kind, from.ParentId, from.ValidTo);
        (to.HoldsPowers, to.MustBeStationed, to.Stationed) = (from.HoldsPowers, from.MustBeStationed, from.Stationed);
    }
}
