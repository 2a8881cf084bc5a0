namespace Portal.Domain.Metrics.Formulas;

/// <summary>A metric of the portal. The API writes the name in camel case; the formulas are in <see cref="MetricFormulas"/>.</summary>
public enum MetricName
{
    /// <summary>Records accepted (basis closed: closed) in the period; no denominator.</summary>
    Accepted,

    /// <summary>Of the cohort, closed; no denominator.</summary>
    Closed,

    /// <summary>Of the cohort, overdue; no denominator.</summary>
    Overdue,

    /// <summary>撤回; no denominator.</summary>
    Withdrawn,

    /// <summary>不予受理; no denominator.</summary>
    NotAccepted,

    /// <summary>Accepted so far less closed so far at the end of the period; no denominator.</summary>
    Backlog,

    CompletionRatio,
    OnTheSpotRatio,
    OverdueRatio,

    /// <summary>Days used against statutory days, of closed records whose item has a statutory limit.</summary>
    TimeRatio,

    /// <summary>Promised against statutory days, of the items in force on the last day of the period.</summary>
    PromisedTimeRatio,

    /// <summary>基本满意及以上.</summary>
    SatisfactionRatio,

    /// <summary>满意及以上.</summary>
    SatisfiedRatio,
    RatedRatio,
    FlowRatio,

    /// <summary>
    /// 零逾期: days since the last <em>appeal</em> fell overdue, for every stream, at the end of the period; no denominator.
    /// </summary>
    ZeroOverdueDays,
    StationedRatio,
    CompliantRatio,

    /// <summary>完整率: monthly figures approved against those expected, of all forms, for every stream.</summary>
    Completeness,

    /// <summary>按时率: of the same, submitted by the deadline.</summary>
    Timeliness,

    /// <summary>黄牌、红牌: cards issued in the period and not withdrawn, for every stream; no denominator.</summary>
    CardsIssued,

    /// <summary>Of the same, with a first answer in time, against those answered or past the time to answer.</summary>
    CardsAnsweredRatio,

    /// <summary>整改: closed, of the orders given in the period and not withdrawn, for every stream.</summary>
    RectifiedRatio,

    /// <summary>专项行动: items confirmed, of those of campaigns that ran in the period, at its end, for every stream.</summary>
    CampaignRatio,

    /// <summary>差评整改: mended, of the bad reviews by the day of the first rating, for every stream.</summary>
    ReviewsMendedRatio,
}
