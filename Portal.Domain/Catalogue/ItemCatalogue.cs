using Portal.Domain.Shared;

namespace Portal.Domain.Catalogue;

/// <summary>An immutable snapshot of all items with all their versions, shared by many readers.</summary>
public sealed class ItemCatalogue
{
    private readonly ServiceItem[] _inOrder;
    private readonly Dictionary<int, ServiceItem> _byId;
    private readonly Dictionary<string, ServiceItem> _byCode;

    public ItemCatalogue(IEnumerable<ServiceItem> items)
    {
        _inOrder = [.. items.OrderBy(i => i.Code, StringComparer.Ordinal)];
        foreach (var item in _inOrder)
            SortVersions(item);
        _byId = _inOrder.ToDictionary(i => i.Id);
        _byCode = _inOrder.ToDictionary(i => i.Code, StringComparer.Ordinal);
    }

    public static ItemCatalogue Empty { get; } = new([]);

    public int Count => _inOrder.Length;

    /// <summary>Every item, in order of code.</summary>
    public IReadOnlyList<ServiceItem> All => _inOrder;

    public ServiceItem? Find(int id) => _byId.GetValueOrDefault(id);

    /// <summary>The item with the code, cleaned by <see cref="Identifiers"/>.</summary>
    public ServiceItem? Find(string code) =>
        _byCode.TryGetValue(code, out var item) ? item : _byCode.GetValueOrDefault(Identifiers.Clean(code));

    /// <summary>A copy in which these items replace those with the same ids; new items are added.</summary>
    public ItemCatalogue With(IReadOnlyCollection<ServiceItem> changed) =>
        changed.Count == 0 ? this : new(_inOrder.ExceptBy(changed.Select(i => i.Id), i => i.Id).Concat(changed));

    /// <summary>The version in force on the day; null when the item is not in force then.</summary>
    public ServiceItemVersion? InForce(int itemId, DateOnly day) => Find(itemId)?.Versions.Find(v => v.Covers(day));

    /// <summary>All versions in force on the day, in order of their items' codes.</summary>
    public IEnumerable<ServiceItemVersion> InForce(DateOnly day) =>
        _inOrder.Select(i => i.Versions.Find(v => v.Covers(day))).OfType<ServiceItemVersion>();

    /// <summary>The name on the day, or the nearest one when the item was not in force then.</summary>
    /// <exception cref="KeyNotFoundException">No item has that id.</exception>
    public string NameAt(int itemId, DateOnly day)
    {
        var versions = _byId[itemId].Versions;
        return (versions.FindLast(v => v.ValidFrom is null || v.ValidFrom <= day) ?? versions[0]).Name;
    }

    // Readers of the previous snapshot share its items, so versions that are in order must not be modified.
    private static void SortVersions(ServiceItem item)
    {
        for (var i = 1; i < item.Versions.Count; i++)
        {
            if (Nullable.Compare(item.Versions[i - 1].ValidFrom, item.Versions[i].ValidFrom) <= 0)
                continue;
            item.Versions.Sort((a, b) => Nullable.Compare(a.ValidFrom, b.ValidFrom));
            return;
        }
    }
}
