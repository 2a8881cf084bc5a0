using System.Collections.Frozen;

namespace Portal.Domain.Catalogue;

/// <summary>All items with all their versions at one moment: an immutable picture that many readers share.</summary>
public sealed class ItemCatalogue
{
    private readonly FrozenDictionary<int, ServiceItem> _byId;
    private readonly FrozenDictionary<string, ServiceItem> _byCode;

    public ItemCatalogue(IEnumerable<ServiceItem> items)
    {
        _byId = items.ToFrozenDictionary(i => i.Id);
        foreach (var item in _byId.Values) item.Versions.Sort((a, b) => Nullable.Compare(a.ValidFrom, b.ValidFrom));
        _byCode = _byId.Values.ToFrozenDictionary(i => i.Code, StringComparer.Ordinal);
    }

    public static ItemCatalogue Empty { get; } = new([]);

    public int Count => _byId.Count;

    public IEnumerable<ServiceItem> All => _byId.Values;

    public ServiceItem? Find(int id) => _byId.GetValueOrDefault(id);

    public ServiceItem? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>The version in force on the day; null when the item is not in force then.</summary>
    public ServiceItemVersion? InForce(int itemId, DateOnly day) => Find(itemId)?.Versions.Find(v => v.Covers(day));

    /// <summary>All versions in force on the day, in order of their items' codes.</summary>
    public IEnumerable<ServiceItemVersion> InForce(DateOnly day) =>
        _byId.Values.OrderBy(i => i.Code, StringComparer.Ordinal).Select(i => i.Versions.Find(v => v.Covers(day))).OfType<ServiceItemVersion>();

    /// <summary>The name on the day, or the nearest one when the item was not in force then.</summary>
    /// <exception cref="KeyNotFoundException">No item has that number.</exception>
    public string NameAt(int itemId, DateOnly day)
    {
        var versions = _byId[itemId].Versions;
        return (versions.FindLast(v => v.ValidFrom is null || v.ValidFrom <= day) ?? versions[0]).Name;
    }
}
