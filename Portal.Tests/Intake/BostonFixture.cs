using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Catalogue;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Intake;

/// <summary>The requests of Boston, imported by each of the two profiles, each into a database of its own.</summary>
public sealed class BostonFixture : IAsyncLifetime
{
    // Between the last change in the file and the first due time that passes after it was fetched.
    private static readonly DateTimeOffset s_asOf = new(2026, 2, 11, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo s_newYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    private readonly Dictionary<string, TestDatabase> _databases = [];

    public TestDatabase Database(string profile) => _databases[profile];

    public async ValueTask InitializeAsync()
    {
        foreach (var profile in (string[])["boston-by-neighbourhood", "boston-by-ward"])
            _databases[profile] = await CreateAsync(profile, s_newYork);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases.Values)
            await database.DisposeAsync();
    }

    public static async Task<TestDatabase> CreateAsync(string profile, TimeZoneInfo zone)
    {
        var database = await TestDatabase.CreateAsync(
            TestStore.Usual,
            services => services.AddSingleton(provider => new DistrictTime(zone, provider.GetRequiredService<TimeProvider>()))
        );
        database.Clock.SetUtcNow(new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        var outcome = await ImportAsync(database, profile);
        Assert.Empty(outcome.Result.Errors);
        Assert.Equal(5_473, outcome.Result.Created);
        return database;
    }

    public static async Task<FileIntakeOutcome> ImportAsync(TestDatabase database, string profile)
    {
        var mapping = ProfileJson.Read(await File.ReadAllTextAsync(Path.Combine(TestFiles.Root, "docs", "examples", profile + ".json")));
        await using var requests = File.OpenRead(TestFiles.Path("Data/boston-311/requests.csv"));
        return await database
            .Get<FileIntake>()
            .RunAsync(requests, new(RecordStream.Cases, "requests.csv", UnitScope.Everything) { Mapping = mapping });
    }

    /// <summary>For each request, whether it was closed on the day it was opened.</summary>
    public static async Task<Dictionary<string, bool>> OnTheSpotAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.Records.ToDictionaryAsync(r => r.CaseNo, r => r.AcceptedDay == r.ClosedDay);
    }

    public async Task<IReadOnlyList<MetricRow>> ReadAsync(string profile, MetricBy by)
    {
        var database = Database(profile);
        var units = (await database.Get<IReferenceReader>().GetAsync()).Units;
        var query = new MetricQuery
        {
            UnitId = units.Find("Boston")!.Id,
            Period = new(new(2025, 8, 1), new(2026, 2, 28)),
            By = by,
            AsOf = s_asOf,
        };
        return await database.Get<IMetricsReader>().ReadAsync(UnitScope.Everything, query);
    }

    public static string TheirKey(string key) =>
        key switch
        {
            "phone" => "Call",
            "online" => "BOS311",
            "ward (none)" => "",
            ['(', ..] => "",
            ['w', 'a', 'r', 'd', ' ', .. var ward] => ward,
            _ => key,
        };

    public static string Counts(Measures m) =>
        $"total {m.Accepted}, closed {m.Closed}, same day {m.OnTheSpot}, with target {m.Due}, "
        + $"closed late {m.Overdue - m.OpenOverdue}, overdue {m.Overdue}";

    /// <summary>The counts of a group of the file, one line a key.</summary>
    public static IEnumerable<string> Expected(string group) => Groups(group).Select(k => $"{k.Key}: {Counts(group, k.Key, k.Counts)}");

    public static IEnumerable<string> ExpectedClosedWithTarget(string group) =>
        Groups(group)
            .Select(k => (k.Key, Count: k.Counts.GetProperty("closed_with_target").GetInt32()))
            .Where(k => k.Count > 0)
            .Select(k => $"{k.Key}: {k.Count}");

    /// <summary>How many of each key are closed and have a due time; keys without any are left out.</summary>
    public async Task<IEnumerable<string>> ClosedWithTargetAsync(string profile, string group)
    {
        var database = Database(profile);
        var units = (await database.Get<IReferenceReader>().GetAsync()).Units;
        await using var db = database.Open();
        var records = await db.Records.Where(r => r.ClosedAt != null && r.DueAt != null).ToListAsync();
        return records.CountBy(Key).OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => $"{k.Key}: {k.Value}");

        string Key(ServiceRecord record) =>
            group switch
            {
                "all" => "",
                "department" => TheirKey(units.Find(record.DepartmentId!.Value)!.Code),
                "channel" => record.Channel == Channel.Phone ? "Call" : "BOS311",
                "month" => Days.ToMonthText(record.AcceptedDay),
                _ => TheirKey(units.Find(record.UnitId)!.Code),
            };
    }

    private static List<(string Key, JsonElement Counts)> Groups(string group)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(TestFiles.Path("Data/boston-311/expected.json")));
        var root = file.RootElement.GetProperty(group).Clone();
        return group == "all"
            ? [("", root)]
            : [.. root.EnumerateObject().Select(p => (p.Name, p.Value)).OrderBy(p => p.Name, StringComparer.Ordinal)];
    }

    private static string Counts(string group, string key, JsonElement counts)
    {
        int Count(string name) => counts.GetProperty(name).GetInt32();
        var overdue = Count("verdict_overdue") - TargetlessOverdue(group, key);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"total {Count("total")}, closed {Count("closed")}, same day {Count("same_day")}, with target {Count("with_target")}, "
                + $"closed late {Count("closed_with_target") - Count("closed_on_time")}, overdue {overdue}"
        );
    }

    /// <summary>The city calls one request late that has no target, and so no due time that could have passed.</summary>
    private static int TargetlessOverdue(string group, string key)
    {
        var lines = File.ReadAllLines(TestFiles.Path("Data/boston-311/requests.csv"));
        var columns = lines[0].Split(',');
        var column = group switch
        {
            "department" => "assigned_department",
            "area" => "neighborhood",
            "channel" => "report_source",
            "month" => "open_date",
            _ => group,
        };
        return lines
            .Skip(1)
            .Select(line => line.Split(','))
            .Count(cells =>
                cells[Array.IndexOf(columns, "on_time")] == "OVERDUE"
                && cells[Array.IndexOf(columns, "target_close_date")].Length == 0
                && (group == "all" || Key(cells[Array.IndexOf(columns, column)], group) == key)
            );
    }

    private static string Key(string cell, string group) => group == "month" ? cell[..7] : cell;
}
