using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;

namespace Portal.Domain.Intake.Profiles;

/// <summary>The profiles that come with the portal, for formats that many systems share. No other profile can be saved under their names.</summary>
public static class ShippedProfiles
{
    /// <summary>Open311 GeoReport v2 JSON, as servers send it.</summary>
    public const string Open311 = "open311";

    /// <summary>The year files of NateScarlet/holiday-cn: <c>{"year":2019,"days":[{"name":…,"date":…,"isOffDay":true}]}</c>.</summary>
    public const string HolidayCn = "holiday-cn";

    /// <summary>The year of timor.tech: <c>{"holiday":{"01-01":{"holiday":true,"name":…,"date":…}}}</c>.</summary>
    public const string Timor = "timor";

    /// <summary>The file of chinese-days: <c>{"holidays":{"2019-01-01":…},"workdays":{…}}</c>.</summary>
    public const string ChineseDays = "chinese-days";

    private static readonly string[] s_calendarNames = [HolidayCn, Timor, ChineseDays];

    private static readonly Lazy<ProfileMapping> s_open311 = new(() => ProfileJson.Read(Text(Open311)));

    private static readonly Lazy<IReadOnlyList<NamedReferenceProfile>> s_calendars = new(() =>
        [
            .. s_calendarNames.Select(name => new NamedReferenceProfile(
                0,
                name,
                ReferenceKind.Calendar,
                ProfileJson.Read(Text(name), ReferenceKind.Calendar)
            )),
        ]
    );

    /// <summary>The names of all shipped profiles.</summary>
    public static IReadOnlyList<string> Names { get; } = [Open311, .. s_calendarNames];

    /// <summary>The shipped profiles, for records of either stream.</summary>
    public static IReadOnlyList<NamedProfile> For(RecordStream stream) => [new(0, Open311, stream, s_open311.Value)];

    /// <summary>The shipped profiles of units, items or days.</summary>
    public static IReadOnlyList<NamedReferenceProfile> For(ReferenceKind kind) => kind == ReferenceKind.Calendar ? s_calendars.Value : [];

    private static string Text(string name)
    {
        using var resource = typeof(ShippedProfiles).Assembly.GetManifestResourceStream($"Intake.Shipped.{name}.json")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
