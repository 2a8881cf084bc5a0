using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Api;

/// <summary>Reads the query parameters of a call and collects all errors.</summary>
internal sealed class QueryReader
{
    private readonly IQueryCollection _query;
    private readonly List<ParameterError> _errors = [];

    /// <param name="query">The query of the call.</param>
    /// <param name="known">The valid names; any other is an error, because a misspelt filter would give a wrong answer.</param>
    public QueryReader(IQueryCollection query, params string[] known)
    {
        _query = query;
        foreach (var name in query.Keys.Except(known, StringComparer.Ordinal))
            Refuse(name, "parameter.unknown", $"unknown; there are {string.Join(", ", known)}.");
    }

    /// <summary>The answer with all errors; null when there are none.</summary>
    public ProblemHttpResult? Problem => _errors.Count == 0 ? null : ApiProblems.Of(_errors);

    /// <summary>Null when absent or empty.</summary>
    public string? Text(string name) => _query[name].ToString() is { Length: > 0 } text ? text : null;

    public void Refuse(string name, string code, string message) => _errors.Add(new(name, Text(name), code, message));

    public DateOnly? Day(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (Days.TryParse(text, out var day))
            return day;
        Refuse(name, "day.invalid", "expected a day such as 2014-10-31.");
        return null;
    }

    public bool? Flag(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (bool.TryParse(text, out var flag))
            return flag;
        Refuse(name, "flag.invalid", "expected true or false.");
        return null;
    }

    public int Number(string name, int otherwise, int from, int to)
    {
        if (Text(name) is not { } text)
            return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to)
            return number;
        Refuse(name, "number.outOfRange", string.Create(CultureInfo.InvariantCulture, $"expected a whole number from {from} to {to}."));
        return otherwise;
    }

    /// <summary>The number of a row, to continue after it.</summary>
    public long? Id(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return id;
        Refuse(name, "number.invalid", "expected an id.");
        return null;
    }

    /// <summary>A member of an enumeration, in camel case.</summary>
    public T? Word<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
            return null;
        if (ApiNames<T>.TryParse(text, out var value))
            return value;
        Refuse(name, "word.unknown", $"expected one of {string.Join(", ", ApiNames<T>.All)}.");
        return null;
    }

    /// <summary>A unit within the scope; a unit outside it gives the same error as one that does not exist.</summary>
    public Unit? Unit(string name, ReferenceData reference, UnitScope scope, DateOnly today)
    {
        if (Text(name) is not { } code)
            return null;
        if (reference.Units.Find(code) is { } unit && scope.Contains(reference.Units, unit.Id, today))
            return unit;
        Refuse(name, "unit.unknown", "no unit within the key's scope has this code.");
        return null;
    }

    /// <summary>An instant as ISO 8601, local time without an offset; a date alone means the end of the day.</summary>
    public DateTimeOffset? Instant(string name, DistrictTime time)
    {
        if (Text(name)?.Replace(' ', '+') is not { } text)
            return null; // an unescaped plus sign of the offset arrives as a blank
        if (Days.TryParse(text, out var day))
            return time.EndOf(day);
        if (DateTime.TryParseExact(text, s_local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return Asked(name, local.Year, () => time.FromLocal(local));
        if (DateTimeOffset.TryParseExact(text, s_absolute, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant))
            return Asked(name, instant.Year, instant.ToUniversalTime);
        return RefuseInstant(name);
    }

    private DateTimeOffset? Asked(string name, int year, Func<DateTimeOffset> instant) =>
        Days.IsAsked(year) ? instant() : RefuseInstant(name);

    private DateTimeOffset? RefuseInstant(string name)
    {
        Refuse(name, "instant.invalid", "expected an instant such as 2014-10-31T18:00:00+08:00.");
        return null;
    }

    private static readonly string[] s_local = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"];
    private static readonly string[] s_absolute =
    [
        .. s_local.Select(format => format + "zzz"),
        .. s_local.Select(format => format + "'Z'"),
    ];
}

/// <summary>The names of an enumeration's members in the API: in camel case.</summary>
internal static class ApiNames<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> s_values = Enum.GetValues<T>()
        .ToDictionary(value => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

    public static IEnumerable<string> All => s_values.Keys;

    public static bool TryParse(string text, out T value) => s_values.TryGetValue(text, out value);

    public static string Of(T value) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
