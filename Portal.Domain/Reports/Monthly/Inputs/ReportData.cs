using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Figures.Values;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Domain.Reports.Monthly.Inputs;

/// <summary>Everything a report speaks of, in no language yet.</summary>
internal sealed record ReportData
{
    public required ReportKey Key { get; init; }

    /// <summary>The last day of the period, or today while it runs: nothing is known of later days.</summary>
    public required DateOnly LastDay { get; init; }

    public bool IsOver => LastDay == Key.Period.To;

    public required int UnitId { get; init; }

    public required string UnitName { get; init; }

    public required UnitKind UnitKind { get; init; }

    /// <summary>The unit whose office issues the report: the district above, or the unit itself where there is none.</summary>
    public required string IssuerName { get; init; }

    /// <summary>All units, for the names of those spoken of.</summary>
    public required UnitTree Units { get; init; }

    public required StreamData Cases { get; init; }

    public required StreamData Appeals { get; init; }

    /// <summary>The service centres that the unit or a department of it runs.</summary>
    public required IReadOnlyList<CentreData> Centres { get; init; }

    public required CatalogueData Catalogue { get; init; }

    /// <summary>The service points of the streets and of the communities at or below the unit; a kind without units is left out.</summary>
    public required IReadOnlyList<PointsData> Points { get; init; }

    /// <summary>What is owed of monthly figures; empty when nothing is.</summary>
    public required IReadOnlyList<SheetStanding> Sheets { get; init; }

    /// <summary>What approved figures of forms say that tell no stream; forms without an approved sheet are left out.</summary>
    public required IReadOnlyList<FormData> Forms { get; init; }

    /// <summary>The office's own words; null when there are none.</summary>
    public ReportRemark? Remark { get; init; }
}

/// <summary>Figures of the period and of the two it is compared with; each null when it holds no record.</summary>
/// <param name="Previous">Null also where the period before is of another kind: January to October has none.</param>
/// <remarks>A period in which records only began is compared with by nobody: it too is null.</remarks>
internal sealed record Compared(FigureSet? Now, FigureSet? Previous, FigureSet? YearBefore)
{
    public FigureSet NowOrZero => Now ?? new FigureSet();

    public bool HasRecords => Now is { } now && !(now.Cohort.IsZero && now.ClosedInPeriod.IsZero);

    public MetricValue Of(MetricName metric) => MetricFormulas.Of(metric, NowOrZero);

    public decimal? Before(MetricName metric) => Previous is { } figures ? MetricFormulas.Of(metric, figures).Value : null;

    public decimal? AYearBefore(MetricName metric) => YearBefore is { } figures ? MetricFormulas.Of(metric, figures).Value : null;
}

/// <summary>One part of a breakdown.</summary>
internal sealed record PartData(string Key, string Name, Compared Figures);

/// <summary>Units of one kind, which may be ranked against each other; in order of code, those without a record included.</summary>
internal sealed record UnitGroupData(UnitKind Kind, IReadOnlyList<PartData> Units);

/// <summary>What there is to tell of one stream.</summary>
internal sealed record StreamData
{
    public required RecordStream Stream { get; init; }

    public required Compared Total { get; init; }

    /// <summary>Every month of the period; null figures where it holds no record.</summary>
    public required IReadOnlyList<(DateOnly Month, FigureSet? Figures)> Months { get; init; }

    public required IReadOnlyList<UnitGroupData> Groups { get; init; }

    /// <summary>By the units that implement the items; what is of no item stands under an empty key.</summary>
    public required IReadOnlyList<PartData> Departments { get; init; }

    /// <summary>By item; records without one stand under an empty key.</summary>
    public required IReadOnlyList<PartData> Items { get; init; }

    /// <summary>Keys are the channels' names as the API writes them; empty for records that do not say, and for reported months, which never do.</summary>
    public required IReadOnlyList<PartData> Channels { get; init; }

    /// <summary>Of the period and of the two it is compared with; null where no unit reports the stream, or nothing is compared.</summary>
    public ReportedState? Reported { get; init; }

    public ReportedState? ReportedPrevious { get; init; }

    public ReportedState? ReportedYearBefore { get; init; }
}

/// <summary>A service centre with what its unit did.</summary>
internal sealed record CentreData(ServicePoint Point, Compared Cases);

/// <summary>The catalogue of the unit and those below, on the last day of the period.</summary>
/// <param name="Kinds">How many items are in force, by kind, in order of kind.</param>
/// <param name="Processes">The process patterns of each kind of approval, most frequent first; kinds without one are left out.</param>
/// <param name="Promised">Promised against statutory limits on the last day of the period and at the end of up to two years before, latest first.</param>
internal sealed record CatalogueData(
    IReadOnlyList<(ItemKind Kind, int Items)> Kinds,
    IReadOnlyDictionary<ItemKind, IReadOnlyList<string>> Processes,
    IReadOnlyList<(DateOnly Day, MetricValue Ratio)> Promised,
    int UnitsWithPowers,
    int ApprovalUnits,
    int Stationed
)
{
    public int Items => Kinds.Sum(k => k.Items);
}

/// <summary>The service points of all units of one kind.</summary>
/// <param name="Units">How many units there are.</param>
/// <param name="Points">Those that serve or are to serve, in order of code.</param>
internal sealed record PointsData(UnitKind Kind, int Units, IReadOnlyList<PointState> Points)
{
    public int Built => Points.Count(p => p.IsBuilt);

    public int Compliant => Points.Count(p => p.IsCompliant);

    /// <summary>Whether any was ever inspected; before that, none can be said to fall short.</summary>
    public bool IsInspected => Points.Any(p => p.IsInspected);
}

/// <param name="Remark">What the latest inspection said; null without one.</param>
internal sealed record PointState(
    string Name,
    int UnitId,
    string UnitName,
    bool IsBuilt,
    bool IsInspected,
    bool IsCompliant,
    string? Remark
);

/// <summary>What a form's approved sheets add up to.</summary>
/// <param name="Sheets">How many were approved.</param>
/// <param name="ByMonth">The approved values of each sheet, with its month and unit.</param>
internal sealed record FormData(string Code, FormDefinition Definition, int Sheets, IReadOnlyList<SheetFigures> ByMonth)
{
    /// <summary>The sum over all sheets; null when none gives a number.</summary>
    public decimal? Sum(string cell)
    {
        var numbers = ByMonth.Select(s => s.Values.GetValueOrDefault(cell).Number).OfType<decimal>().ToList();
        return numbers.Count == 0 ? null : numbers.Sum();
    }
}

internal sealed record SheetFigures(DateOnly Month, int UnitId, IReadOnlyDictionary<string, FigureValue> Values);
