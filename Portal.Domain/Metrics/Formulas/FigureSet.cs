using Portal.Domain.Outcomes;

namespace Portal.Domain.Metrics.Formulas;

/// <summary>The inputs of <see cref="MetricFormulas"/> for one unit and one part of a breakdown.</summary>
public sealed record FigureSet
{
    /// <summary>The measures of the cohort, by the basis of the query.</summary>
    public Measures Cohort { get; init; }

    /// <summary>Records accepted in the period, whatever the basis of the query.</summary>
    public RecordCounts Accepted { get; init; }

    /// <summary>Records closed in the period, whatever the basis of the query.</summary>
    public RecordCounts ClosedInPeriod { get; init; }

    /// <summary>
    /// Accepted so far − closed so far, at the end of the period; null where the breakdown keeps no history (items, channels, departments).
    /// </summary>
    public long? Backlog { get; init; }

    /// <summary>
    /// Σ promised limit over items in force at the end of the period that have a statutory limit; null when this part has no such items.
    /// </summary>
    public long? PromisedMinutes { get; init; }

    /// <summary>Σ statutory limit over the same items.</summary>
    public long? PromisedStatutoryMinutes { get; init; }

    /// <summary>
    /// Days from the last appeal that fell overdue to the end of the period (today at the latest), or, when none ever did, the days
    /// since the first appeal was accepted, that day included; null when there was no appeal yet. Only without a breakdown.
    /// </summary>
    public int? ZeroOverdueDays { get; init; }

    /// <summary>Departments of this part that are 入驻 (stationed), and those that must be; null where the ratio does not apply.</summary>
    public (int Stationed, int MustBe)? Stationed { get; init; }

    /// <summary>Service points of this part that are 达标 (compliant), and all of them; null where the ratio does not apply.</summary>
    public (int Compliant, int Points)? Compliance { get; init; }

    /// <summary>Monthly figures approved and expected; null without <c>MetricQuery.Reporting</c>, or when none were expected.</summary>
    public (int Approved, int Expected)? Completeness { get; init; }

    /// <summary>
    /// Of the same, those first submitted by their deadline, and those that were submitted or are past it; null
    /// when no sheet is counted.
    /// </summary>
    public (int InTime, int Due)? Timeliness { get; init; }

    /// <summary>Cards, rectifications and campaigns; null without <c>MetricQuery.Outcomes</c>, or when there were none.</summary>
    public OutcomeCounts? Outcomes { get; init; }
}
