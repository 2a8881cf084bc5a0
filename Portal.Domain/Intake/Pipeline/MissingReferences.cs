using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>Creates the unknown units and items that the rows of a batch name, as an import profile allows.</summary>
/// <param name="withItems">False for a sender with a limited scope: all units share the codes of items, so rows that name an unknown one
/// are rejected.</param>
internal sealed class MissingReferences(PortalDb db, ReferenceData reference, CreateMissing creation, bool withItems)
{
    private readonly Dictionary<string, Unit> _newUnits = new(StringComparer.Ordinal);

    /// <summary>The reference data including the created units and items; the same object when nothing was missing.</summary>
    public async Task<ReferenceData> CreateAsync(IReadOnlyList<ParsedRow> rows, CancellationToken cancellation)
    {
        var inputs = rows.Where(r => r.Input is not null && r.Errors.Count == 0).Select(r => r.Input!).ToList();
        foreach (var input in inputs.DistinctBy(i => i.UnitCode).Where(i => IsUnknownUnit(i.UnitCode)))
        {
            await FindOrAddUnitAsync(input.UnitCode, input.Hints?.UnitName, creation.UnitKind, cancellation);
        }
        var items = inputs
            .Where(i => withItems && i.ItemCode is { Length: > 0 } code && reference.Items.Find(code) is null)
            .DistinctBy(i => i.ItemCode)
            .ToList();
        foreach (var input in items)
            await AddItemAsync(input, cancellation);
        if (_newUnits.Count == 0 && items.Count == 0)
            return reference;

        await db.SaveChangesAsync(cancellation);
        return await ReferenceReader.ReadChangesAsync(db, reference, await db.RaiseReferenceAsync(cancellation), cancellation);
    }

    private async Task AddItemAsync(RecordInput input, CancellationToken cancellation)
    {
        var department = input.Hints?.DepartmentCode ?? input.UnitCode;
        var item = new ServiceItem { Code = input.ItemCode! };
        item.Versions.Add(
            new ServiceItemVersion
            {
                Name = input.Hints?.ItemName ?? input.ItemCode!,
                Kind = ItemKind.PublicService,
                UnitId = await FindOrAddUnitAsync(department, input.Hints?.DepartmentName, UnitKind.Department, cancellation),
            }
        );
        db.ServiceItems.Add(item);
    }

    private async Task<int> FindOrAddUnitAsync(string code, string? name, UnitKind kind, CancellationToken cancellation)
    {
        if (reference.Units.Find(code) is { } known)
            return known.Id;
        if (_newUnits.TryGetValue(code, out var added))
            return added.Id;

        int? parent =
            code == creation.ParentUnitCode
                ? null
                : await FindOrAddUnitAsync(creation.ParentUnitCode, name: null, UnitKind.District, cancellation);
        var unit = new Unit { Code = code };
        unit.Versions.Add(
            new UnitVersion
            {
                Name = name ?? code,
                Kind = parent is null ? UnitKind.District : kind,
                ParentId = parent,
            }
        );
        db.Units.Add(unit);
        await db.SaveChangesAsync(cancellation); // assigns the id that children and items refer to
        return (_newUnits[code] = unit).Id;
    }

    private bool IsUnknownUnit(string code) => reference.Units.Find(code) is null;
}
