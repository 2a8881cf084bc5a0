using System.Globalization;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Demonstration.Province;
using Portal.Domain.Figures.Editing;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Figures.Board;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Figures;

/// <summary>The board of more units than can be listed: it goes from level to level, with the same totals.</summary>
[Needs(Resource.Database)]
public sealed class LargeBoardTests
{
    private const int Size = 1_000;

    private static readonly DateOnly s_month = new(2014, 9, 1);

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Totals_OfEveryUnit_AreThoseOfTheSheetsBelow(DatabaseKind kind)
    {
        await using var database = await ProvinceAsync(kind);
        var units = (await database.Get<IReferenceReader>().GetAsync(Token)).Units;
        var forms = (await database.Get<IFigureReferences>().GetAsync(Token)).Forms;
        await CheckAsync();

        // Approving a sheet changes the month, and nothing else signals it.
        await using (var db = database.Open())
        {
            await db
                .FigureSheets.Where(s => s.Id % 5 == 0)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(x => x.Status, FigureStatus.Returned).SetProperty(x => x.Revision, x => x.Revision + 1),
                    Token
                );
        }
        await CheckAsync();

        async Task CheckAsync()
        {
            var totals = (await database.Get<SheetTotals>().ReadAsync(UnitScope.Everything, s_month, s_month, Token))[s_month];
            Assert.True(totals.Of(units.All[0].Id, forms) is { All: > 500, In: > 0, Returned: >= 0 });
            foreach (var unit in units.All.Where(u => units.EverChildren(u.Id).Count > 0))
            {
                var sheets = await database.Get<SheetProgressReader>().ReadAsync(UnitScope.Below(unit.Id), s_month, s_month, Token);
                Assert.Equal(SheetTally.Of(sheets), totals.Of(unit.Id, forms));
            }
        }
    }

    [Fact]
    public async Task Board_OfAProvince_ListsWhatIsDirectlyBelowAndLeadsFurther()
    {
        await using var database = await ProvinceAsync(DatabaseKind.Sqlite);
        var units = (await database.Get<IReferenceReader>().GetAsync(Token)).Units;
        var province = units.Find(ProvincePlan.ProvinceCode)!;
        using var harness = new BoardPageHarness(database, Role.EfficiencyOffice, province.Id);

        var page = harness.Open<FiguresPage>("/figures?view=board&year=2014");

        var rows = page.WaitForElements("tbody tr");
        var cities = units.ChildrenAt(province.Id, s_month).Count(u => units.VersionAt(u.Id, s_month).Kind == UnitKind.City);
        Assert.Equal(cities, page.FindAll("tbody th a").Count);
        Assert.InRange(rows.Count, cities, 60);
        var shown = page.Find("tbody [data-metric=completeness]");
        var sheets = await database
            .Get<SheetProgressReader>()
            .ReadAsync(UnitScope.Below(units.Find(shown.GetAttribute("data-unit")!)!.Id), s_month, s_month, Token);
        Assert.Equal($"{sheets.Count(s => s.IsExpected)}", shown.GetAttribute("data-denominator"));
    }

    [Fact]
    public async Task Board_OfMoreThanAThousandSheets_SaysTheShareAndInItsTitleTheCounts()
    {
        await using var database = await ProvinceAsync(DatabaseKind.Sqlite);
        var units = (await database.Get<IReferenceReader>().GetAsync(Token)).Units;
        var forms = (await database.Get<IFigureReferences>().GetAsync(Token)).Forms;
        var province = units.Find(ProvincePlan.ProvinceCode)!;
        var total = (await database.Get<SheetTotals>().ReadAsync(UnitScope.Everything, s_month, s_month, Token))[s_month]
            .Of(province.Id, forms);
        Assert.True(total.All > 1_000);
        using var harness = new BoardPageHarness(database, Role.EfficiencyOffice, province.Id);

        var page = harness.Open<FiguresPage>("/figures?view=board&year=2014");

        var cell = page.WaitForElement("tr.sum td[title]");
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"{Math.Round(100m * total.In / total.All, 1, MidpointRounding.AwayFromZero):N1}%"),
            cell.TextContent
        );
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{total.In:N0} / {total.All:N0}"), cell.GetAttribute("title"));
    }

    [Theory, Databases]
    public async Task Reconciliation_OfAProvince_GoesFromLevelToLevel(DatabaseKind kind)
    {
        await using var database = await ProvinceAsync(kind);
        var units = (await database.Get<IReferenceReader>().GetAsync(Token)).Units;
        var (province, reconciliation) = (units.Find(ProvincePlan.ProvinceCode)!, database.Get<ReportReconciliation>());
        var district = units.All.First(u => units.VersionAt(u.Id, s_month).Kind == UnitKind.District);
        var street = units.ChildrenAt(district.Id, s_month).First(u => units.VersionAt(u.Id, s_month).Kind == UnitKind.Street);

        Assert.True(ReportReconciliation.IsLarge(units, province.Id, s_month));
        Assert.Empty(await ReadAsync(province.Id));
        var (below, all) = (
            await ReadAsync(street.Id),
            units.SelfAndBelow(street.Id, s_month).Select(id => units.Find(id)!.Code).Order(StringComparer.Ordinal)
        );
        Assert.Equal(all, below.Select(r => r.UnitCode));
        var sheets = await database.Get<SheetProgressReader>().ReadAsync(UnitScope.Below(street.Id), s_month, s_month, Token);
        var reported = sheets
            .Where(s => s.Form.Stream == RecordStream.Cases && s.State == SheetState.Submitted)
            .Select(s => s.UnitId)
            .ToList();
        Assert.NotEmpty(reported);
        Assert.Equal(reported, below.Where(r => r.Reported is not null).Select(r => r.UnitId));

        Task<IReadOnlyList<ReconciledMonth>> ReadAsync(int unit) =>
            reconciliation.ReadAsync(Actors.Of("other", Role.EfficiencyOffice, province.Id), unit, RecordStream.Cases, s_month, Token);
    }

    [Theory, Databases]
    public async Task States_OfAProvince_AreThoseOfItsStreetsAndFollowEverySheet(DatabaseKind kind)
    {
        await using var database = await ProvinceAsync(kind);
        await using var db = database.Open();
        var units = (await database.Get<IReferenceReader>().GetAsync(Token)).Units;
        var communities = units.All.Where(u => units.VersionAt(u.Id, s_month).Kind == UnitKind.Community).ToList();
        db.AddRange(
            communities.Select(u => new SourceRule
            {
                UnitId = u.Id,
                Stream = RecordStream.Cases,
                FromMonth = s_month,
                Source = FigureSource.Reported,
            })
        );
        await db.SaveChangesAsync(Token);
        await db.ReferenceStates.ExecuteUpdateAsync(s => s.SetProperty(x => x.Version, x => x.Version + 1), Token);
        await CheckAsync();

        await db
            .FigureSheets.Where(s => s.Id % 5 == 0)
            .ExecuteUpdateAsync(
                s => s.SetProperty(x => x.Status, FigureStatus.Draft).SetProperty(x => x.Revision, x => x.Revision + 1),
                Token
            );
        await CheckAsync();

        async Task CheckAsync()
        {
            var whole = (await ReadAsync(units.Find(ProvincePlan.ProvinceCode)!.Id))!;
            var parts = new List<ReportedState>();
            foreach (var street in units.All.Where(u => units.VersionAt(u.Id, s_month).Kind == UnitKind.Street))
                parts.Add((await ReadAsync(street.Id))!);
            Assert.Equal(parts.Sum(p => p.Provisional), whole.Provisional);
            Assert.Equal(parts.SelectMany(p => p.Missing).Select(m => m.UnitId), whole.Missing.Select(m => m.UnitId));
            var sheets = (await database.Get<SheetProgressReader>().ReadAsync(UnitScope.Everything, s_month, s_month, Token))
                .Where(s => s.Form.Stream == RecordStream.Cases && communities.Exists(c => c.Id == s.UnitId))
                .ToList();
            Assert.True(sheets.Count > 500);
            Assert.Equal(sheets.Count(s => s.State == SheetState.Submitted), whole.Provisional);
            Assert.Equal(sheets.Count(s => s.State != SheetState.Submitted), whole.Missing.Count);
        }

        Task<ReportedState?> ReadAsync(int unit) =>
            database
                .Get<IReportedStates>()
                .ReadAsync(UnitScope.Everything, unit, new(s_month, Domain.Shared.Days.MonthEnd(s_month)), RecordStream.Cases, Token);
    }

    [Fact]
    public async Task List_OfAProvince_IsBounded()
    {
        await using var database = await ProvinceAsync(DatabaseKind.Sqlite);
        var units = (await database.Get<IReferenceReader>().GetAsync(Token)).Units;
        var city = units.All.First(u => units.VersionAt(u.Id, s_month).Kind == UnitKind.City);
        using var harness = new BoardPageHarness(database, Role.EfficiencyOffice, city.Id);

        var page = harness.Open<FiguresPage>("/figures?view=list");

        page.WaitForAssertion(() => Assert.Equal("false", page.Find(".figures").GetAttribute("aria-busy")));
        Assert.InRange(page.FindAll("tbody tr").Count, 0, 100);
        Assert.Contains("直接下级", page.Markup, StringComparison.Ordinal);
    }

    private static async Task<TestDatabase> ProvinceAsync(DatabaseKind kind)
    {
        var database = await TestDatabase.CreateAsync(kind);
        await database.Get<ProvinceDemonstration>().FillAsync(new(Size, 20, 0, new(2014, 1, 1), new(2014, 1, 2)), cancellation: Token);
        await database.Get<FormWriter>().InstallAsync(Actor.System, s_month, s_month, cancellation: Token);
        var (units, forms) = (
            (await database.Get<IReferenceReader>().GetAsync(Token)).Units,
            (await database.Get<IFigureReferences>().GetAsync(Token)).Forms
        );
        await using var db = database.Open();
        var owed = units.All.SelectMany(u => forms.Where(f => f.IsOwedBy(units, u.Id, s_month)).Select(f => (UnitId: u.Id, FormId: f.Id)));
        db.FigureSheets.AddRange(
            owed.Where((_, n) => n % 3 != 0)
                .Select(
                    (o, n) =>
                        new FigureSheet
                        {
                            FormId = o.FormId,
                            UnitId = o.UnitId,
                            Month = s_month,
                            Revision = 1,
                            Status = FigureStatus.Submitted,
                            FirstSubmittedAt = SampleData.Local(2014, 10, 5 + (n % 20)),
                            SubmittedAt = SampleData.Local(2014, 10, 5 + (n % 20)),
                            SubmittedBy = "clerk",
                        }
                )
        );
        await db.SaveChangesAsync(Token);
        return database;
    }
}
