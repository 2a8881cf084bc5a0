using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Reference;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Field;

/// <summary>Imports the files of <c>Data/field</c>, and texts like them, as <c>import cases FILE --source X</c> does.</summary>
internal static class FieldFiles
{
    public const string Heading = "caseNo,unitCode,itemCode,acceptedAt,closedAt";

    /// <summary>When the files were written.</summary>
    public static DateTimeOffset FileTime { get; } = SampleData.Local(2014, 11, 20, 8);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The units and items of the files; the clock is at noon of 2014-12-01.</summary>
    public static async Task<TestDatabase> CreateAsync(DatabaseKind? kind = null, Action<IServiceCollection>? configure = null)
    {
        var database = await TestDatabase.CreateSeededAsync(kind ?? TestStore.Usual, configure);
        database.Clock.SetUtcNow(SampleData.Local(2014, 12, 1, 12));
        await using var units = Open("units.csv");
        Assert.Empty((await database.Get<UnitImporter>().ImportAsync(Actor.System, units, new("units.csv"), Stop)).Errors);
        await using var items = Open("items.csv");
        Assert.Empty((await database.Get<ItemImporter>().ImportAsync(Actor.System, items, new("items.csv"), Stop)).Errors);
        return database;
    }

    public static FileStream Open(string name) => File.OpenRead(TestFiles.Path($"Data/field/{name}"));

    public static async Task<FileIntakeOutcome> ImportAsync(this TestDatabase database, string name, FileIntakeRequest? request = null)
    {
        await using var content = Open(name);
        return await database.ImportAsync(content, name, request);
    }

    public static Task<FileIntakeOutcome> ImportTextAsync(this TestDatabase database, string text, FileIntakeRequest? request = null) =>
        database.ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), "cases.csv", request);

    public static Task<FileIntakeOutcome> ImportAsync(
        this TestDatabase database,
        Stream content,
        string name,
        FileIntakeRequest? request = null
    ) =>
        database
            .Get<FileIntake>()
            .RunAsync(
                content,
                (request ?? Request()) with
                {
                    FileName = name,
                    DefaultSource = "X",
                    FileTime = FileTime,
                },
                cancellation: Stop
            );

    public static FileIntakeRequest Request(string? profile = null) =>
        new(RecordStream.Cases, "", UnitScope.Everything) { Mapping = profile is null ? null : ProfileJson.Read(profile) };

    /// <summary>The contract's columns, read by a profile with these further options.</summary>
    public static FileIntakeRequest Profile(string options, string fields = "") =>
        Request(
            $$"""
            {
              {{options}}{{(options.Length > 0 ? "," : "")}}
              "fields": {
                "source": { "constant": "X" }, "caseNo": { "column": "caseNo" }, "unitCode": { "column": "unitCode" },
                "itemCode": { "column": "itemCode" }, "acceptedAt": { "column": "acceptedAt" },
                "closedAt": { "column": "closedAt" }{{fields}}
              }
            }
            """
        );

    public static async Task<List<ServiceRecord>> RecordsAsync(this TestDatabase database)
    {
        await using var db = database.Open();
        var records = await db.Records.AsNoTracking().ToListAsync(Stop);
        return [.. records.OrderBy(r => r.CaseNo, StringComparer.Ordinal)];
    }

    public static async Task<IEnumerable<string>> NumbersAsync(this TestDatabase database) =>
        (await database.RecordsAsync()).Select(r => r.CaseNo);

    /// <summary>Each error as <c>line field code</c>.</summary>
    public static IEnumerable<string> Codes(this FileIntakeOutcome outcome) => outcome.Result.Errors.Select(Code);

    public static string Code(RowError error) =>
        string.Create(CultureInfo.InvariantCulture, $"{error.Line} {error.Field} {error.Code}")
            .Replace("  ", " ", StringComparison.Ordinal);

    /// <summary>As <c>2014-10-31 09:00:00</c> in Shanghai.</summary>
    public static string? Local(this TestDatabase database, DateTimeOffset? at) =>
        at is { } instant ? database.Time.ToLocal(instant).ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture) : null;
}
