using Portal.Domain.Shared.Pinyin;

namespace Portal.Domain.Catalogue;

/// <summary>Finds items in force by a search text: the beginning of a code, a part of the name, or its pinyin initials.</summary>
public static class ItemSearch
{
    /// <summary>The longest text that is searched, in characters.</summary>
    public const int LongestText = 100;

    /// <summary>The items in force on the day, best first: by code, by the beginning of the name, by a part of it, by initials.</summary>
    /// <param name="items">The catalogue.</param>
    /// <param name="text">What was typed; a blank text finds the first items in order of code.</param>
    /// <param name="day">The day of acceptance.</param>
    /// <param name="most">The most items found.</param>
    public static IReadOnlyList<FoundItem> Find(ItemCatalogue items, string text, DateOnly day, int most)
    {
        var wanted = text.Trim();
        if (wanted.Length > LongestText)
            return [];
        var letters = wanted.All(char.IsAsciiLetterOrDigit) ? wanted.ToLowerInvariant() : "";
        var found =
            from item in items.All
            let version = items.InForce(item.Id, day)
            where version is not null
            let rank = wanted.Length == 0 ? 0 : RankOf(item.Code, version.Name, wanted, letters)
            where rank >= 0
            orderby rank, item.Code
            select new FoundItem(item.Code, version.Name);
        return [.. found.Take(most)];
    }

    private static int RankOf(string code, string name, string wanted, string letters)
    {
        if (code.StartsWith(wanted, StringComparison.OrdinalIgnoreCase))
            return code.Length == wanted.Length ? 0 : 1;
        var place = name.IndexOf(wanted, StringComparison.OrdinalIgnoreCase);
        if (place >= 0)
            return place == 0 ? 2 : 3;
        place = letters.Length == 0 ? -1 : PinyinInitials.IndexIn(name, letters);
        return place switch
        {
            < 0 => -1,
            0 => 4,
            _ => 5,
        };
    }
}

/// <summary>An item that was found, with its name on the day.</summary>
public sealed record FoundItem(string Code, string Name);
