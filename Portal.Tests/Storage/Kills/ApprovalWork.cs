using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Records;
using Portal.Tests.Figures.Forms;
using Portal.Tests.Support;

namespace Portal.Tests.Storage.Kills;

/// <summary>Approves submitted sheets, whose figures count from the last approval on; acknowledges each approval.</summary>
internal sealed class ApprovalWork : KilledWork
{
    private const int Accepted = 10;

    // The revision after one save and the submission.
    private const int Submitted = 2;

    private static readonly DateOnly[] s_months = [new(2014, 9, 1), new(2014, 10, 1)];

    private static readonly string[] s_units =
    [
        SampleData.Community,
        SampleData.SecondCommunity,
        SampleData.OtherCommunity,
        SampleData.Street,
        SampleData.OtherStreet,
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static IEnumerable<SheetKey> Keys => s_months.SelectMany(month => s_units.Select(unit => FullForm.Key(unit, month)));

    public override int LastStep => 14;

    public override async Task PrepareAsync(TestDatabase database)
    {
        await database.AddFullFormAsync();
        foreach (var unit in s_units)
        {
            Assert.True(
                await database
                    .Get<SourcesOfRecord>()
                    .SetAsync(Actor.System, unit, RecordStream.Cases, s_months[0], FigureSource.Reported, Token)
            );
        }
        foreach (var key in Keys)
        {
            await database.TypeAsync(FullForm.Office, key, ("accepted", $"{Accepted}"));
            Assert.True((await database.Get<SheetMoves>().SubmitAsync(FullForm.Office, key, Token).DoneAsync()).Submitted);
        }
    }

    public override async Task WorkAsync(TestDatabase database, Action<string> acknowledge)
    {
        foreach (var key in Keys)
        {
            while (await OpenAsync(database, key) is { Status: FigureStatus.Submitted } view)
            {
                await database.Get<SheetMoves>().ApproveAsync(FullForm.Office, key, view.Revision, Token).DoneAsync();
                acknowledge($"{key.Unit} {key.Month:yyyy-MM}");
            }
        }
    }

    public override async Task CheckAsync(TestDatabase database, IReadOnlyList<string> acknowledged)
    {
        var stored = await ApprovalsAsync(database);
        foreach (var (sheet, count) in acknowledged.CountBy(sheet => sheet))
            Assert.InRange(stored[sheet] - count, 0, 1);
        Assert.InRange(stored.Values.Sum() - acknowledged.Count, 0, 1);

        await WorkAsync(database, _ => { });

        await database.Get<MetricsFolder>().FoldAllAsync(Token);
        foreach (var month in s_months)
        {
            var figures = await database.FiguresAsync(
                new() { UnitId = SampleData.DistrictId, Period = new(month, Domain.Shared.Days.MonthEnd(month)) }
            );
            Assert.Equal(Accepted * s_units.Length, figures.Cohort.Accepted);
        }
        await using var db = database.Open();
        Assert.Equal(Keys.Count(), await db.FigureVersions.CountAsync(Token));
    }

    /// <summary>
    /// The approvals of each sheet by its steps; a sheet is approved and has its version with the last of them, never before.
    /// </summary>
    private static async Task<Dictionary<string, int>> ApprovalsAsync(TestDatabase database)
    {
        var approvals = new Dictionary<string, int>(StringComparer.Ordinal);
        await using var db = database.Open();
        foreach (var key in Keys)
        {
            var id = (await OpenAsync(database, key)).UnitId;
            var sheet = await db
                .FigureSheets.AsNoTracking()
                .Include(s => s.Steps)
                .Include(s => s.Versions)
                .SingleAsync(s => s.UnitId == id && s.Month == key.Month, Token);
            var approved = sheet.Steps.Where(s => s.Action == FigureAction.Approved).ToList();
            Assert.All(approved, step => Assert.Equal(FullForm.Office.Name, step.By));
            Assert.Equal(Submitted + approved.Count, sheet.Revision);
            Assert.Equal(sheet.Status == FigureStatus.Approved, sheet.AwaitingUnitId is null);
            Assert.Equal(sheet.Status == FigureStatus.Approved ? 1 : 0, sheet.Versions.Count);
            approvals[$"{key.Unit} {key.Month:yyyy-MM}"] = approved.Count;
        }
        return approvals;
    }

    private static async Task<SheetView> OpenAsync(TestDatabase database, SheetKey key) =>
        (await database.Get<SheetReader>().OpenAsync(FullForm.Office, key, Token))!;
}
