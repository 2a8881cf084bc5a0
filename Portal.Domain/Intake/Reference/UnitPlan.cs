using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Organisation;

namespace Portal.Domain.Intake.Reference;

/// <summary>The unit tree after the import of a file, checked as a whole before it is written.</summary>
internal sealed class UnitPlan
{
    private const int UnitsPerQuery = 5_000;

    private readonly PortalDb _db;
    private readonly ReferenceTable _table;
    private readonly Dictionary<string, Unit> _units;
    private readonly VersionMerge<UnitVersion> _merge = new(Copy, HasSameContent, Overwrite);
    private int _nextNewId = -1;

    private UnitPlan(PortalDb db, ReferenceTable table, Dictionary<string, Unit> units) => (_db, _table, _units) = (db, table, units);

    public bool Changed { get; private set; }

    /// <summary>Whether the file changes the parent of an existing unit on a past day; metrics must then be rebuilt.</summary>
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
        foreach (var unit in await TrackedAsync(db, table, cancellation))
            units[unit.Code] = unit;
        var plan = new UnitPlan(db, table, units);
        plan.Merge(before, scope, today);
        if (table.Errors.Count == 0)
            plan.CheckTree();
        if (table.Errors.Count == 0)
            plan.MovedInThePast = before.All.Any(unit => plan.HasMoved(unit, today));
        return plan;
    }

    /// <summary>The tracked units that the file names. Only they can change.</summary>
    private static async Task<List<Unit>> TrackedAsync(PortalDb db, ReferenceTable table, CancellationToken cancellation)
    {
        var named = new List<Unit>();
        foreach (var codes in table.Rows.Select(r => r["code"]).Distinct(StringComparer.Ordinal).Chunk(UnitsPerQuery))
        {
            named.AddRange(await db.Units.Include(u => u.Versions).Where(u => codes.Contains(u.Code)).ToListAsync(cancellation));
        }
        return named;
    }

    /// <summary>Writes new and changed units. New units get their ids first, so that versions can refer to them as parents.</summary>
    public async Task SaveAsync(CancellationToken cancellation)
    {
        List<Unit> added = [.. _units.Values.Where(u => u.Id < 0)];
        var ids = await BulkRows.ReserveAsync<Unit>(_db, added.Count, cancellation);
        var idOfNew = added.Select((unit, i) => (unit.Id, Number: ids[i])).ToDictionary(n => n.Id, n => n.Number);
        foreach (var version in _units.Values.SelectMany(u => u.Versions))
        {
            if (version.ParentId is < 0 and var parent)
                version.ParentId = idOfNew[parent];
            if (version.SuccessorId is < 0 and var successor)
                version.SuccessorId = idOfNew[successor];
        }
        foreach (var unit in added)
        {
            unit.Id = idOfNew[unit.Id];
            foreach (var version in unit.Versions)
                version.UnitId = unit.Id;
        }
        await BulkRows.InsertAsync(_db, added, numbered: true, cancellation);
        await BulkRows.InsertAsync(_db, added.SelectMany(u => u.Versions), numbered: false, cancellation);
        await _db.SaveChangesAsync(cancellation); // existing units may get new ones as parents, so they are saved last
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
        if (scope.IsEverything)
            return;
        var parent = _units.GetValueOrDefault(row["parentCode"]);
        var mayMove = parent is not null && (parent.Id < 0 || scope.Contains(before, parent.Id, today));
        if (unit.Id >= 0 ? !scope.Contains(before, unit.Id, today) || !(mayMove || scope.Tops.Contains(unit.Id)) : !mayMove)
            row.AddError("code", "unit.outOfScope");
    }

    private UnitVersion ReadVersion(ReferenceRow row, Unit unit)
    {
        var kind = row.Word("kind", ReferenceSpellings.UnitKinds);
        if (kind is null && row["kind"].Length == 0)
            row.AddError("kind", "value.required");
        var parentCode = row["parentCode"];
        var parent = _units.GetValueOrDefault(parentCode);
        if (parentCode.Length > 0 && parent is null)
            row.AddError("parentCode", "unit.unknown");
        var successor = _units.GetValueOrDefault(row["successorCode"]);
        if (row["successorCode"].Length > 0 && successor is null)
            row.AddError("successorCode", "unit.unknown");
        else if (successor == unit)
            row.AddError("successorCode", "unit.successor");
        var from = row.Day("validFrom");
        // Properties without a column keep their stored values.
        var previous = unit.Versions.Find(v => v.ValidFrom == from) ?? unit.Versions.MaxBy(v => v.ValidFrom ?? DateOnly.MinValue);
        return new UnitVersion
        {
            UnitId = Math.Max(unit.Id, 0),
            Name = row.Required("name", UnitVersion.NameLength),
            Kind = kind ?? default,
            ParentId = parent?.Id,
            ValidFrom = from,
            ValidTo = row.Day("validTo"),
            SuccessorId = row.Has("successorCode") ? successor?.Id : previous?.SuccessorId,
            HoldsPowers = previous?.HoldsPowers ?? false,
            MustBeStationed = previous?.MustBeStationed ?? false,
            Stationed = previous?.Stationed ?? false,
        };
    }

    private void CheckTree()
    {
        var tree = new UnitTree(_units.Values.Where(u => u.Versions.Count > 0));
        // A unit without a move has the same parent on every day.
        var days = tree
            .Moved.SelectMany(u => u.Versions)
            .Select(v => v.ValidFrom ?? DateOnly.MinValue)
            .Append(DateOnly.MinValue)
            .Distinct()
            .ToList();
        var rows = _table.Rows.DistinctBy(r => r["code"]).ToList();
        var inCycles = days.SelectMany(day => UnitCycles.Find(tree, rows.Select(r => _units[r["code"]].Id), day)).ToHashSet();
        foreach (var row in rows.Where(r => inCycles.Contains(_units[r["code"]].Id)))
            row.AddError("parentCode", "unit.circle");
    }

    private bool HasMoved(Unit unit, DateOnly today)
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

    private static bool HasSameContent(UnitVersion a, UnitVersion b) =>
        (a.Name, a.Kind, a.ParentId, a.ValidTo, a.SuccessorId) == (b.Name, b.Kind, b.ParentId, b.ValidTo, b.SuccessorId);

    private static void Overwrite(UnitVersion to, UnitVersion from)
    {
        (to.Name, to.Kind, to.ParentId, to.ValidTo, to.SuccessorId) = (from.Name, from.Kind, from.ParentId, from.ValidTo, from.SuccessorId);
        (to.HoldsPowers, to.MustBeStationed, to.Stationed) = (from.HoldsPowers, from.MustBeStationed, from.Stationed);
    }
}
