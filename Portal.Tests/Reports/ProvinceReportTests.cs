using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Demonstration.Province;
using Portal.Domain.Documents.Content;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Organisation;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.Monthly;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Reports;

/// <summary>The report of a unit with many below it lists only its direct children, with the same totals.</summary>
[Needs(Resource.Database)]
public sealed class ProvinceReportTests : IAsyncLifetime
{
    private const int MostRows = 100;

    private static readonly DateOnly s_month = new(2014, 9, 1);

    private TestDatabase _database = null!;
    private UnitTree _units = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await _database
            .Get<ProvinceDemonstration>()
            .FillAsync(new(3_500, 300, 4_000, new(2014, 1, 1), new(2014, 10, 30)) { Reported = s_month }, cancellation: Token);
        _units = (await _database.Get<IReferenceReader>().GetAsync(Token)).Units;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Tables_OfAProvince_AreShortAndCountEverySheetAndPoint()
    {
        var province = _units.Find(ProvincePlan.ProvinceCode)!;
        var document = await WriteAsync(province.Code);

        Assert.All(document.Tables, table => Assert.InRange(table.Rows.Count, 1, MostRows));
        var missing = document.Table("reportingMissing");
        var sheets = (await _database.Get<SheetProgressReader>().ReadAsync(UnitScope.Below(province.Id), s_month, s_month, Token))
            .Where(s => !s.IsIn)
            .ToList();
        Assert.True(sheets.Count > MostRows);
        Assert.Equal(sheets.Count, Sum(missing, "count"));
        Assert.Equal(sheets.Select(s => s.UnitId).Distinct().Count(), Sum(missing, "units"));
        Assert.All(missing.Rows, row => Assert.Equal(province.Id, _units.ParentAt(_units.Find(row.Key)!.Id, s_month)));
        // One in twenty-five places misses the target.
        var places = Enumerable
            .Range(0, _units.Count)
            .Count(n => n % 25 == 0 && ProvincePlan.Make(_units.Count).Units[n].Kind is UnitKind.Street or UnitKind.Community);
        Assert.Equal(places, Sum(document.Table("shortcomings"), "points"));
        Assert.Equal(["unit", "points"], document.Table("shortcomings").WithoutEmptyColumns().Columns.Select(c => c.Code));
        var departments = document.Table("casesByImplementer");
        Assert.Equal(40, departments.Rows.Count);
        Assert.Contains(departments.Notes, note => note.Contains("各20个", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Drafts_OfAProvince_AreBuiltAheadForGovernmentsAndStreets()
    {
        var shelf = _database.Get<ReportArchive>();
        var ahead = _units.All.Count(u =>
            _units.VersionAt(u.Id, s_month).Kind is UnitKind.Province or UnitKind.City or UnitKind.District or UnitKind.Street
        );
        Assert.InRange(ahead, 50, 1_000);
        Assert.Equal(ahead, await shelf.RequestAsync(Actor.System, null, s_month, s_month, ReportSamples.Chinese, Token));
        Assert.Equal(1, await shelf.RequestAsync(Actor.System, [_units.All[^1].Code], s_month, s_month, ReportSamples.Chinese, Token));

        // A unit with fewer children gets them all.
        var district = _units.All.First(u => _units.VersionAt(u.Id, s_month).Kind == UnitKind.District);
        var below = _units.SelfAndBelow(district.Id, s_month).Count();
        var author = Actors.Of("district", Role.Leader, district.Id);
        Assert.Equal(below, await shelf.RequestAsync(author, null, new(2014, 8, 1), new(2014, 8, 1), ReportSamples.Chinese, Token));
    }

    [Fact]
    public async Task Tables_OfAStreet_ListEachUnitAsBefore()
    {
        var street = _units.All.First(u => _units.VersionAt(u.Id, s_month).Kind == UnitKind.Street);
        var document = await WriteAsync(street.Code);

        var missing = document.Table("reportingMissing").WithoutEmptyColumns();
        Assert.Equal(["unit", "count", "months"], missing.Columns.Select(c => c.Code));
        Assert.Equal("未报单位", missing.Title);
        Assert.Empty(missing.Notes);
        Assert.Equal(["point", "unit", "remark"], document.Table("shortcomings").WithoutEmptyColumns().Columns.Select(c => c.Code));
    }

    private async Task<ReportDocument> WriteAsync(string unit) =>
        (await _database.Get<IReportWriter>().WriteAsync(new(unit, s_month, s_month), ReportSamples.Chinese, Token))!.Document;

    private static decimal Sum(ReportTable table, string column) => table.Rows.Sum(r => r.Cells[table.IndexOf(column)].Number!.Value);
}
