using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Editing;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Organisation;

namespace Portal.Benchmarks;

/// <summary>
/// The board of monthly figures of 63 units, 12 months and all forms: from the request to the last byte of the finished page, over HTTP,
/// signed in.
/// </summary>
internal static partial class FiguresBoardBenchmark
{
    private const int Rounds = 100;
    private const int WarmUp = 10;
    private const int Year = 2014;

    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(300);

    public static async Task<Measurement> RunAsync()
    {
        await using var bench = await Workbench.CreateAsync();
        var sheets = await ReportAsync(bench);
        await using var portal = await BenchmarkPortal.StartAsync(bench, "D");
        var browser = portal.Browser;

        var times = new List<TimeSpan>();
        var cells = 0;
        for (var round = -WarmUp; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            var page = await browser.GetStringAsync($"/figures?view=board&year={Year}");
            if (round >= 0)
                times.Add(watch.Elapsed);
            cells = Cell().Count(page);
        }
        times.Sort();
        var (median, p95) = (times[Rounds / 2], times[Rounds * 95 / 100]);
        return new(
            string.Create(CultureInfo.InvariantCulture, $"the board of {sheets:#,0} sheets, {cells:#,0} cells shown"),
            $"median {ResultTable.Milliseconds(median)}, p95 {ResultTable.Milliseconds(p95)}",
            $"limit {ResultTable.Milliseconds(s_limit)}",
            p95 / s_limit,
            "≤ 1 ×",
            p95 <= s_limit && cells >= 12 * Workbench.Streets * Workbench.CommunitiesPerStreet
        );
    }

    /// <summary>A year of every shipped form, each sheet with all its cells; one sheet in ten is missing.</summary>
    private static async Task<int> ReportAsync(Workbench bench)
    {
        await bench.Get<FormWriter>().InstallAsync(Actor.System, new(Year, 1, 1), new(Year, 12, 1));
        var (units, forms) = (
            (await bench.Get<IReferenceReader>().GetAsync()).Units,
            (await bench.Get<IFigureReferences>().GetAsync()).Forms
        );
        var written = 0;
        for (var month = new DateOnly(Year, 1, 1); month.Year == Year; month = month.AddMonths(1))
        {
            await using var db = bench.Open();
            foreach (var unit in units.All)
            {
                foreach (var form in forms.Where(f => f.IsOwedBy(units, unit.Id, month)))
                {
                    if (++written % 10 != 0)
                        db.FigureSheets.Add(Sheet(form, unit, month));
                }
            }
            await db.SaveChangesAsync();
        }
        return written;
    }

    private static FigureSheet Sheet(FormInUse form, Unit unit, DateOnly month)
    {
        var at = new DateTimeOffset(month.AddMonths(1).ToDateTime(new(2, 0)), TimeSpan.Zero);
        var sheet = new FigureSheet
        {
            FormId = form.Id,
            UnitId = unit.Id,
            Month = month,
            Revision = 1,
            Status = FigureStatus.Submitted,
            FirstSubmittedAt = at,
            SubmittedAt = at,
            SubmittedBy = "clerk",
        };
        sheet.Cells.AddRange(
            form.At(month)
                .Definition.Cells.Select(c => new FigureCell
                {
                    Code = c.Code,
                    Number = 12,
                    SavedBy = "clerk",
                    SavedAt = at,
                    Revision = 1,
                })
        );
        return sheet;
    }

    [GeneratedRegex("month=2014-", RegexOptions.None, 1_000)]
    private static partial Regex Cell();
}
