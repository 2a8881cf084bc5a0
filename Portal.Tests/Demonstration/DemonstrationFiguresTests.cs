using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Shipped;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Tests.Demonstration;

[Collection(FilledDatabaseUsers.Name)]
public sealed class DemonstrationFiguresTests(FilledDatabase filled)
{
    private static readonly DateOnly s_october = new(2014, 10, 1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sheets_ThatWereSubmitted_PassTheChecksOfTheirForms()
    {
        await using var db = filled.Database.Open();
        var forms = (await filled.Database.Get<IFigureReferences>().GetAsync(Stop)).Forms;
        Assert.Equal(ShippedForms.All.Count, forms.Count);
        var sheets = await db
            .FigureSheets.AsNoTracking()
            .Include(s => s.Cells)
            .Where(s => s.SubmittedAt != null && s.Month == new DateOnly(2014, 9, 1))
            .ToListAsync(Stop);
        Assert.InRange(sheets.Count, 190, 250);
        foreach (var sheet in sheets)
        {
            var form = forms.Single(f => f.Id == sheet.FormId);
            var findings = FormChecks.Run(
                form.At(sheet.Month).Definition,
                sheet.Cells.ToDictionary(c => c.Code, c => c.Value),
                new Dictionary<string, IReadOnlyList<decimal>>()
            );
            Assert.All(
                findings,
                f =>
                    Assert.True(
                        f.Severity == CheckSeverity.Warning && sheet.Cells.Single(c => c.Code == f.Cell).Comment is not null,
                        $"{form.Code} {sheet.UnitId} {f.Cell}: {f.Message}"
                    )
            );
        }
    }

    [Fact]
    public async Task CommunitiesOfHouzhou_ReportTheirCases_AndOctoberIsLeftToBeEntered()
    {
        var houzhou = filled.Reference.Units.Find(TaijiangCodes.Houzhou)!.Id;
        var state = await filled
            .Database.Get<IReportedStates>()
            .ReadAsync(UnitScope.Everything, houzhou, new(new(2014, 1, 1), new(2014, 10, 31)), RecordStream.Cases, Stop);
        Assert.NotNull(state);
        Assert.InRange(state.Counted, 50, 54);
        Assert.Contains(state.Missing, m => m.UnitName.StartsWith("天华", StringComparison.Ordinal) && m.Months.Contains(s_october));
        Assert.InRange(state.Provisional, 1, 5);
    }

    [Fact]
    public async Task Reported_AndCounted_AreAlikeButForAFew()
    {
        var houzhou = filled.Reference.Units.Find(TaijiangCodes.Houzhou)!.Id;
        var reconciliation = filled.Database.Get<ReportReconciliation>();
        var months = new List<ReconciledMonth>();
        for (var month = new DateOnly(2014, 1, 1); month < s_october; month = month.AddMonths(1))
        {
            months.AddRange(
                (await reconciliation.ReadAsync(Actor.System, houzhou, RecordStream.Cases, month, Stop)).Where(m =>
                    m.Source == FigureSource.Reported
                )
            );
        }
        Assert.InRange(months.Count(m => m.NeedsNote), 1, 3);
        Assert.InRange(
            months.Count(m => m is { Counted: { } counted, Reported: { } reported } && reported.Accepted != counted.Accepted),
            2,
            3
        );
    }
}
