using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Figures.Values;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Organisation;
using Portal.Domain.Outcomes;
using Portal.Domain.Records;

namespace Portal.Domain.Reports.Monthly.Inputs;

/// <summary>All data of a report, independent of language.</summary>
internal sealed record ReportData
{
    public required ReportKey Key { get; init; }

    /// <summary>Whether the period before is one to compare with: January to October has none.</summary>
    public bool ComparesBefore => Key.Span is not (ReportSpan.YearToMonth or ReportSpan.Year);

    /// <summary>The last day of the period, or today while it runs: later days have no data.</summary>
    public required DateOnly LastDay { get; init; }

    public bool IsOver => LastDay == Key.Period.To;

    public required int UnitId { get; init; }

    public required string UnitName { get; init; }

    public required UnitKind UnitKind { get; init; }

    /// <summary>The issuing unit: the district above, or the unit itself where there is none.</summary>
    public required string IssuerName { get; init; }

    /// <summary>All units, for their names.</summary>
    public required UnitTree Units { get; init; }

    public required StreamData Cases { get; init; }

    public required StreamData Appeals { get; init; }

    /// <summary>The service centres that the unit or a department of it runs.</summary>
    public required IReadOnlyList<CentreData> Centres { get; init; }

    public required CatalogueData Catalogue { get; init; }

    /// <summary>The service points of the streets and of the communities at or below the unit; a kind without units is left out.</summary>
    public required IReadOnlyList<PointsData> Points { get; init; }

    /// <summary>The owed sheets of monthly figures; empty for none.</summary>
    public required IReadOnlyList<OwedSheetProgress> Sheets { get; init; }

    /// <summary>The approved figures of forms without a stream; forms without an approved sheet are left out.</summary>
    public required IReadOnlyList<FormData> Forms { get; init; }

    /// <summary>Cards, rectifications and campaigns; null when there were none.</summary>
    public OutcomeCounts? Outcomes { get; init; }

    /// <summary>The office's own remark; null when there is none.</summary>
    public ReportRemark? Remark { get; init; }
}

/// <summary>Figures of the period and of the two it is compared with; each null when it holds no record.</summary>
/// <param name="Previous">Null also where the period before is of another kind: January to October has none.</param>
/// <remarks>A period in which the unit's records began is no basis of comparison: it too is null.</remarks>
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
/// <param name="Own">
/// What the units above them hold themselves, in order of code and never ranked, so that a table's rows add up; only with records. A unit
/// with children of several kinds stands in one group alone.
/// </param>
internal sealed record UnitGroupData(UnitKind Kind, IReadOnlyList<PartData> Units, IReadOnlyList<PartData> Own);

/// <summary>The figures of one stream.</summary>
internal sealed record StreamData
{
    public required RecordStream Stream { get; init; }

    public required Compared Total { get; init; }

    /// <summary>Every month of the period; null figures where it holds no record.</summary>
    public required IReadOnlyList<(DateOnly Month, FigureSet? Figures)> Months { get; init; }

    public required IReadOnlyList<UnitGroupData> Groups { get; init; }

    /// <summary>By the units that implement the items; records without an item have an empty key.</summary>
    public required IReadOnlyList<PartData> Departments { get; init; }

    /// <summary>By item; records without one have an empty key.</summary>
    public required IReadOnlyList<PartData> Items { get; init; }

    /// <summary>
    /// By channel, as the API names it; records without a channel have an empty key, and so have reported months, which have none.
    /// </summary>
    public required IReadOnlyList<PartData> Channels { get; init; }

    /// <summary>Of the period and of the two it is compared with; null where no unit reports the stream, or nothing is compared.</summary>
    public ReportedState? Reported { get; init; }

    public ReportedState? ReportedPrevious { get; init; }

    public ReportedState? ReportedYearBefore { get; init; }
}

/// <summary>A service centre with the figures of its unit.</summary>
internal sealed record CentreData(ServicePoint Point, Compared Cases);

/// <summary>The catalogue of the unit and those below, on the last day of the period.</summary>
/// <param name="Kinds">The number of items in force, by kind, in order of kind.</param>
/// <param name="Processes">The process patterns of each kind of approval, most frequent first; kinds without one are left out.</param>
/// <param name="Promised">
/// Promised against statutory limits on the last day of the period and at the end of up to two years before, latest first.
/// </param>
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
/// <param name="Units">The number of units.</param>
/// <param name="Points">The open and planned points, in order of code.</param>
internal sealed record PointsData(UnitKind Kind, int Units, IReadOnlyList<PointState> Points)
{
    public int Built => Points.Count(p => p.IsBuilt);

    public int Compliant => Points.Count(p => p.IsCompliant);

    /// <summary>Whether any was ever inspected; without an inspection, none is called insufficient.</summary>
    public bool IsInspected => Points.Any(p => p.IsInspected);
}

/// <param name="Remark">The remark of the latest inspection; null without one.</param>
internal sealed record PointState(
    string Name,
    int UnitId,
    string UnitName,
    bool IsBuilt,
    bool IsInspected,
    bool IsCompliant,
    string? Remark
);

/// <summary>The sums of a form's approved sheets.</summary>
/// <param name="Sheets">The number of approved sheets.</param>
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
