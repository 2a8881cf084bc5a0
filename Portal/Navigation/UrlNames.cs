using System.Text.Json;

namespace Portal.Navigation;

/// <summary>The names of enumeration members in URLs: in camel case.</summary>
internal static class UrlNames
{
    public static string Of<T>(T value)
        where T : struct, Enum => Of((Enum)value);

    public static string Of(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static bool TryParse<T>(string? word, out T value)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (string.Equals(Of(candidate), word, StringComparison.OrdinalIgnoreCase))
            {
                value = candidate;
                return true;
            }
        }
        value = default;
        return false;
    }
}
