namespace Portal.Domain.Metrics.Formulas;

/// <summary>Everything the formulas need of one unit and part.</summary>
public sealed record FigureSet
{
    /// <summary>The cohort by the basis asked for.</summary>
    public Measures Cohort { get; init; }

    /// <summary>How many were accepted in the period, whatever the basis.</summary>
    public RecordCounts Accepted { get; init; }

    /// <summary>How many were closed in the period, whatever the basis.</summary>
    public RecordCounts ClosedInPeriod { get; init; }

    /// <summary>Accepted so far − closed so far, at the end of the period; null where the breakdown keeps no history (items, channels, departments).</summary>
    public long? Backlog { get; init; }

    /// <summary>Σ promised limit over items in force at the end of the period that have a statutory limit; null when this part has no such items.</summary>
    public long? PromisedMinutes { get; init; }

    /// <summary>Σ statutory limit over the same items.</summary>
    public long? PromisedStatutoryMinutes { get; init; }

    /// <summary>
    /// Days from the last appeal that fell overdue to the end of the period (today at the latest), or, when none ever did, the days
    /// since the first appeal was accepted, that day included; null when there was no appeal yet. Only without a breakdown.
    /// </summary>
    public int? ZeroOverdueDays { get; init; }

    /// <summary>入驻 and should be, of the departments in this part; null where it does not apply.</summary>
    public (int Stationed, int MustBe)? Stationed { get; init; }

    /// <summary>达标 points and all points, of this part; null where it does not apply.</summary>
    public (int Compliant, int Points)? Compliance { get; init; }

    /// <summary>Monthly figures approved and expected; null where they were not asked for (<c>MetricQuery.Reporting</c>) or none were expected.</summary>
    public (int Approved, int Expected)? Completeness { get; init; }

    /// <summary>Of the same, those first handed in by their deadline, and those that were handed in or should have been; null likewise.</summary>
    public (int InTime, int Due)? Timeliness { get; init; }
}
