using System.Globalization;

namespace Portal.Jobs.Hosting;

/// <summary>
/// Reads settings one by one and collects every wrong one, so that one start reports them all. The only reader of settings.
/// </summary>
/// <remarks>
/// An empty value counts as not set. Groups of settings use it: <see cref="PortalSettings.Read"/>, those of mail, and those of pages.
/// </remarks>
public sealed class SettingsReader(IConfiguration configuration)
{
    private const int MostShown = 100;

    private readonly List<string> _problems = [];

    /// <summary>The settings themselves, for values that are lists.</summary>
    public IConfiguration Configuration => configuration;

    /// <summary>Null when not set.</summary>
    public string? Text(string key) => configuration[key] is { Length: > 0 } text ? text : null;

    public bool Switch(string key, bool otherwise) =>
        Text(key) is not { } text ? otherwise
        : bool.TryParse(text, out var value) ? value
        : Refuse(key, "true or false", otherwise);

    /// <summary>A whole number, both bounds included.</summary>
    public int Number(string key, int otherwise, int from, int to) =>
        Text(key) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= from && value <= to ? value
        : Refuse(key, string.Create(CultureInfo.InvariantCulture, $"a whole number from {from} to {to}"), otherwise);

    /// <summary>A decimal number from 0 to 1, both included.</summary>
    public decimal Share(string key, decimal otherwise) =>
        Text(key) is not { } text ? otherwise
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= 1 ? value
        : Refuse(key, "a share from 0 to 1, as in 0.98", otherwise);

    public TimeOnly Time(string key, TimeOnly otherwise) =>
        Text(key) is not { } text ? otherwise
        : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : Refuse(key, "a time of the day such as 06:00", otherwise);

    /// <summary>The address at which people reach the portal, with a slash at its end; null when not set.</summary>
    public Uri? Link(string key)
    {
        if (Text(key) is not { } text)
            return null;
        return Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var link) && link.Scheme is "http" or "https"
            ? link
            : Refuse<Uri?>(key, "the address at which people reach the portal, as in https://portal.example.gov.cn", null);
    }

    /// <summary>The entries of a list, as a JSON array or separated by commas on one line; none when not set.</summary>
    public IReadOnlyList<string> Names(string key)
    {
        const StringSplitOptions Split = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var section = configuration.GetSection(key);
        return
        [
            .. (section.Value ?? "").Split(',', Split),
            .. section.GetChildren().Select(entry => (entry.Value ?? "").Trim()).Where(name => name.Length > 0),
        ];
    }

    /// <summary>A member of the enum by its name, in any case.</summary>
    /// <param name="expected">The names as they are documented.</param>
    public TEnum Choice<TEnum>(string key, TEnum otherwise, string expected)
        where TEnum : struct, Enum =>
        Text(key) is not { } text ? otherwise
        : Enum.GetNames<TEnum>().Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<TEnum>(text, ignoreCase: true)
        : Refuse(key, expected, otherwise);

    /// <summary>Records that a setting is wrong.</summary>
    /// <param name="expected">Completes "expected …".</param>
    /// <param name="instead">The value to continue with.</param>
    /// <returns><paramref name="instead"/>.</returns>
    public T Refuse<T>(string key, string expected, T instead)
    {
        _problems.Add($"{key}: expected {expected}{Found(key)}.");
        return instead;
    }

    /// <exception cref="SettingsException">Some setting is wrong; all of them are named.</exception>
    public void ThrowIfWrong()
    {
        if (_problems.Count > 0)
            throw new SettingsException(_problems);
    }

    private string Found(string key) =>
        IsSecret(key) ? ""
        : Text(key) is not { } text ? "; it is not set"
        : $", not \"{(text.Length > MostShown ? text[..MostShown] + "…" : text)}\"";

    // A connection string may hold a password.
    private static bool IsSecret(string key) =>
        key.StartsWith("ConnectionStrings:", StringComparison.OrdinalIgnoreCase)
        || key.EndsWith("Password", StringComparison.OrdinalIgnoreCase);
}
