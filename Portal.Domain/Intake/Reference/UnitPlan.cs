using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Intake.Rows;
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
    private readonly ReferenceEffects _effects;
    private readonly UnitsInFile _named;
    private int _nextNewId = -1;

    private UnitPlan(PortalDb db, ReferenceTable table, Dictionary<string, Unit> units)
    {
        (_db, _table, _units) = (db, table, units);
        (_effects, _named) = (new(table.Columns), new(units, byName: table.Mapping is not null));
    }

    public bool Changed { get; private set; }

    /// <summary>Whether the file changes the parent of an existing unit on a past day; metrics must then be rebuilt.</summary>
    public bool MovedInThePast { get; private set; }

    /// <summary>What the file does, and its errors.</summary>
    public ReferenceImportResult Result => _effects.Result(_table, _merge.Created, _merge.Updated);

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
        foreach (var row in _table.Rows)
            _named.Add(row["name"], _units[row["code"]]);
        foreach (var group in groups)
        {
            var unit = _units[group.Key];
            foreach (var row in group)
                CheckScope(row, unit, before, scope, today);
            Changed |= _merge.Apply(
                unit.Versions,
                [.. group.Select(row => (row, ReadVersion(row, unit)))],
                (kind, line, before, after) => _effects.Add(kind, line, unit.Code, after.Name, Texts(unit, before), Texts(unit, after))
            );
        }
    }

    private Func<string[]>? Texts(Unit unit, UnitVersion? version) =>
        version is null ? null : () => ReferenceTexts.Of(unit.Code, version, _named.CodeOf);

    private void CheckScope(ReferenceRow row, Unit unit, UnitTree before, UnitScope scope, DateOnly today)
    {
        if (scope.IsEverything)
            return;
        var parent = ParentOf(row, unit);
        if (parent is null && row["parentCode"].Length > 0)
            return; // the row is refused for its parent, which says more
        var mayMove = parent is not null && (parent.Id < 0 || scope.Contains(before, parent.Id, today));
        if (unit.Id >= 0 ? !scope.Contains(before, unit.Id, today) || !(mayMove || scope.Tops.Contains(unit.Id)) : !mayMove)
            row.AddError("code", "unit.outOfScope");
    }

    private UnitVersion ReadVersion(ReferenceRow row, Unit unit)
    {
        var kind = row.Word("kind", ReferenceSpellings.UnitKinds);
        if (kind is null && row["kind"].Length == 0)
            row.AddError("kind", "value.required");
        var successor = row["successorCode"].Length == 0 ? null : _named.Find(row, "successorCode");
        if (successor == unit)
            row.AddError("successorCode", "unit.successor");
        var parent = row["parentCode"].Length == 0 ? null : _named.Find(row, "parentCode");
        // What the file has no column for keeps its stored value.
        var previous = PreviousOf(row, unit);
        return new UnitVersion
        {
            UnitId = Math.Max(unit.Id, 0),
            Name = row.Required("name", UnitVersion.NameLength),
            Kind = kind ?? default,
            ParentId = row.Has("parentCode") ? parent?.Id : previous?.ParentId,
            ValidFrom = row.Day("validFrom"),
            ValidTo = row.Has("validTo") ? row.Day("validTo") : EndOf(row, unit),
            SuccessorId = row.Has("successorCode") ? successor?.Id : previous?.SuccessorId,
            HoldsPowers = previous?.HoldsPowers ?? false,
            MustBeStationed = previous?.MustBeStationed ?? false,
            Stationed = previous?.Stationed ?? false,
        };
    }

    private Unit? ParentOf(ReferenceRow row, Unit unit) =>
        row.Has("parentCode")
            ? _named.Look(row["parentCode"]) is [var only]
                ? only
                : null
            : PreviousOf(row, unit)?.ParentId is { } id
                ? _units.GetValueOrDefault(_named.CodeOf(id) ?? "")
                : null;

    /// <summary>The version that the row replaces, else the latest one before it.</summary>
    private static UnitVersion? PreviousOf(ReferenceRow row, Unit unit)
    {
        var from = row.PeekDay("validFrom");
        return unit.Versions.Find(v => v.ValidFrom == from) ?? unit.Versions.MaxBy(v => v.ValidFrom ?? DateOnly.MinValue);
    }

    private static DateOnly? EndOf(ReferenceRow row, Unit unit)
    {
        var from = row.PeekDay("validFrom");
        return unit.Versions.Find(v => v.ValidFrom == from)?.ValidTo;
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
