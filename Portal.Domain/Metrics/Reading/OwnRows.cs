namespace Portal.Domain.Metrics.Reading;

/// <summary>Keys of the rows of what units hold themselves, in tables that may list such a unit as well.</summary>
public static class OwnRows
{
    /// <summary>
    /// Follows the unit's code; no code of a unit ends with it in practice, and if one did, only a link would be missing.
    /// </summary>
    public const string Suffix = "-own";

    public static string KeyOf(string unitCode) => unitCode + Suffix;

    /// <summary>The unit's code; null for the key of another row.</summary>
    public static string? UnitOf(string key) => key.EndsWith(Suffix, StringComparison.Ordinal) ? key[..^Suffix.Length] : null;
}
