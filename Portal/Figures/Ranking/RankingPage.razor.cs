using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Charts;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Ranking;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Navigation;

namespace Portal.Figures.Ranking;

/// <summary>The city's ranking of appeals: a month's table of all districts, and the own place over the last months.</summary>
public sealed partial class RankingPage
{
    /// <summary>The months whose places are drawn.</summary>
    private const int MonthsShown = 24;

    private Content? _read;

    [Inject]
    public required CityRanking Reader { get; set; }

    [Inject]
    public required IReferenceReader References { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    [Inject]
    public required IStringLocalizer<RankingText> Texts { get; set; }

    protected override string Path => PortalUrls.Ranking;

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override async Task LoadAsync() => _read = await Opening.ReadAsync("ranking", ReadAsync);

    private async Task<Content> ReadAsync()
    {
        var actor = await Actors.GetAsync();
        var units = (await References.GetAsync(Gone)).Units;
        // The district of the reader: the ranking compares districts.
        var unit = actor
            .ScopeFor(Permissions.FiguresRead)
            .UnitsAt(units, Time.Today)
            .FirstOrDefault(u => units.VersionAt(u.Id, Time.Today).Kind == UnitKind.District);
        if (unit is null)
            return new("", [], new(default, []), EmptyCourse);
        var asked = AskedMonth;
        IReadOnlyList<RankingMonth> all = await Reader.ReadAsync(
            actor,
            unit.Id,
            Days.MonthStart(Time.Today).AddYears(-50),
            Days.MonthStart(Time.Today),
            Gone
        );
        var until = all.Where(m => asked is null || m.Month <= asked).TakeLast(MonthsShown).ToList();
        return until.Count == 0 ? new(unit.Code, [], new(default, []), EmptyCourse) : new(unit.Code, until, until[^1], CourseOf(until));
    }

    private DateOnly? AskedMonth => Days.TryParseMonth(new AddressQuery(Address).Text("month"), out var month) ? month : null;

    private ChartModel EmptyCourse =>
        new()
        {
            Kind = ChartKind.Line,
            Question = Texts["course"],
            Steps = [],
            Series = [],
        };

    private ChartModel CourseOf(List<RankingMonth> months) =>
        EmptyCourse with
        {
            Steps = [.. months.Select(m => new ChartStep(Days.ToMonthText(m.Month)[2..], MonthOf(m.Month)))],
            Series =
            [
                new(
                    Texts["rank"],
                    "--metric-spot",
                    [.. months.Select(m => new ChartValue(m.Own?.Rank, Number(m.Own?.Rank)))],
                    LabelsLast: true
                ),
            ],
        };

    private static string AddressOf(DateOnly? month) =>
        month is { } known ? $"{PortalUrls.Ranking}?month={Days.ToMonthText(known)}" : PortalUrls.Ranking;

    private static string SheetOf(Content read) =>
        $"{PortalUrls.Figures}/{CityRanking.FormCode}/{Uri.EscapeDataString(read.Unit)}/{Days.ToMonthText(read.Present.Month)}";

    private static string MonthOf(DateOnly month) => month.ToString("Y", CultureInfo.CurrentCulture);

    private static string Number(decimal? number) => number?.ToString("#,0.##", CultureInfo.CurrentCulture) ?? "—";

    /// <summary>What the page shows; no months where no ranking is approved.</summary>
    /// <param name="Unit">Code of the district.</param>
    /// <param name="Months">In order; the last is <paramref name="Present"/>.</param>
    /// <param name="Present">The month of the table.</param>
    /// <param name="Course">The own place, month by month.</param>
    private sealed record Content(string Unit, IReadOnlyList<RankingMonth> Months, RankingMonth Present, ChartModel Course)
    {
        /// <summary>For how many months up to the present one the place has been this one.</summary>
        public int MonthsAtPresentPlace => Months.Reverse().TakeWhile(m => m.Own?.Rank == Present.Own?.Rank).Count();

        /// <summary>For how many months up to the present one no appeal was overdue; null where the city does not say.</summary>
        public int? MonthsWithoutOverdue =>
            Present.Own?.Overdue is null ? null : Months.Reverse().TakeWhile(m => m.Own?.Overdue == 0).Count();
    }
}
