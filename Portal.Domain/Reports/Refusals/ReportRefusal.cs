using System.Net;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Refusals;

/// <summary>The refusals about reports, remarks, templates, subscriptions and custom tables.</summary>
public static class ReportRefusal
{
    private static readonly Refusal.Texts s_texts = new(typeof(ReportRefusal));

    /// <summary>There is no such unit or period, or it is outside the actor's scope.</summary>
    public static Refusal ReportUnknown { get; } = s_texts.Of("report.unknown", HttpStatusCode.NotFound);

    /// <summary>Figures or remarks changed since the actor saw them.</summary>
    public static Refusal ReportHasChanged { get; } = s_texts.Of("report.changed", HttpStatusCode.Conflict);

    /// <summary>A report is signed from the day after its last month.</summary>
    public static Refusal PeriodIsNotOver { get; } = s_texts.Of("report.notOver", HttpStatusCode.Conflict);

    /// <summary>Signing a report again requires a reason.</summary>
    public static Refusal ReasonIsMissing { get; } = s_texts.Of("reason.required", HttpStatusCode.UnprocessableEntity);

    /// <summary>The reason has more than <c>ReportColumns.ReasonLength</c> characters.</summary>
    public static Refusal ReasonIsTooLong { get; } = s_texts.Of("reason.tooLong", HttpStatusCode.UnprocessableEntity);

    /// <summary>The remark changed since the actor read it.</summary>
    public static Refusal RemarkHasChanged { get; } = s_texts.Of("remark.changed", HttpStatusCode.Conflict);

    /// <summary>The remarks have more than <c>ReportColumns.RemarkLength</c> characters.</summary>
    public static Refusal RemarkIsTooLong { get; } = s_texts.Of("remark.tooLong", HttpStatusCode.UnprocessableEntity);

    /// <summary>The template changed since the actor saw it.</summary>
    public static Refusal TemplateHasChanged { get; } = s_texts.Of("template.changed", HttpStatusCode.Conflict);

    /// <summary>The address is no mail address.</summary>
    public static Refusal AddressIsInvalid { get; } = s_texts.Of("address.invalid", HttpStatusCode.UnprocessableEntity);

    /// <summary>The name is blank, or has more than <c>ReportColumns.NameLength</c> characters.</summary>
    public static Refusal NameIsMissing { get; } = s_texts.Of("name.required", HttpStatusCode.UnprocessableEntity);

    /// <summary>Subscriptions are for a month, the year to a month, a quarter or a year.</summary>
    public static Refusal SpanIsInvalid { get; } = s_texts.Of("span.invalid", HttpStatusCode.UnprocessableEntity);

    /// <summary>Reports are not written in that language.</summary>
    public static Refusal LanguageUnknown { get; } = s_texts.Of("language.unknown", HttpStatusCode.UnprocessableEntity);

    /// <summary>There is no such saved table.</summary>
    public static Refusal TableUnknown { get; } = s_texts.Of("table.unknown", HttpStatusCode.NotFound);

    /// <summary>The table's unit does not exist, or is outside the reader's scope.</summary>
    public static Refusal UnitIsNotReadable { get; } = s_texts.Of("table.unit", HttpStatusCode.NotFound);

    /// <summary>A table covers one to twelve whole months.</summary>
    public static Refusal PeriodIsInvalid { get; } = s_texts.Of("period.invalid", HttpStatusCode.UnprocessableEntity);

    /// <summary>A table has at least one metric.</summary>
    public static Refusal MetricsAreMissing { get; } = s_texts.Of("metrics.none", HttpStatusCode.UnprocessableEntity);

    /// <summary>A table has at most <c>TableQuery.MostMetrics</c> metrics.</summary>
    public static Refusal TooManyMetrics { get; } = s_texts.Of("metrics.many", HttpStatusCode.UnprocessableEntity);

    /// <summary>Items and departments are not counted by channel.</summary>
    public static Refusal ChannelDoesNotApply { get; } = s_texts.Of("channel.notHere", HttpStatusCode.UnprocessableEntity);

    /// <summary>Months cannot be both rows and columns.</summary>
    public static Refusal MonthsAreRowsAlready { get; } = s_texts.Of("byMonth.notHere", HttpStatusCode.UnprocessableEntity);
}
