using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Portal.Domain.Shared;

namespace Portal.Navigation;

/// <summary>The filters in the query of a page's address. What is no value of a filter filters nothing.</summary>
internal sealed class AddressQuery
{
    /// <summary>The longest code in an address, in characters.</summary>
    private const int LongestCode = 64;

    private readonly Dictionary<string, StringValues> _query;

    /// <param name="address">The path with its query.</param>
    public AddressQuery(string address)
    {
        var mark = address.IndexOf('?', StringComparison.Ordinal);
        _query = QueryHelpers.ParseQuery(mark < 0 ? "" : address[mark..].Split('#')[0]);
    }

    /// <summary>Null when absent, blank or too long.</summary>
    public string? Text(string name, int longest = LongestCode) =>
        _query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text && text.Length <= longest ? text : null;

    /// <summary>A member of an enumeration, as <see cref="UrlNames"/> writes it.</summary>
    public T? Word<T>(string name)
        where T : struct, Enum => UrlNames.TryParse<T>(Text(name), out var word) ? word : null;

    /// <summary>A day such as 2014-10-31.</summary>
    public DateOnly? Day(string name) => Days.TryParse(Text(name), out var day) ? day : null;

    /// <summary>A number that is not negative.</summary>
    public long? Number(string name) =>
        long.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The address with these filters; those without a value are left out.</summary>
    public static string Write(string path, params IEnumerable<(string Name, object? Value)> filters)
    {
        var query = string.Join(
            '&',
            filters.Where(f => f.Value is not null).Select(f => $"{f.Name}={Uri.EscapeDataString(ValueOf(f.Value!))}")
        );
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    private static string ValueOf(object value) =>
        value switch
        {
            DateOnly day => Days.ToText(day),
            Enum word => UrlNames.Of(word),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
}
