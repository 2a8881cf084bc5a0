using Portal.Domain.Metrics.Contents;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Records.Lists;
using Portal.Live.Snapshots;
using Portal.Records.Lists;
using Portal.Records.Parts;

namespace Portal.Live.Views;

/// <summary>Makes the links from the numbers of a live page to the records that they count.</summary>
internal sealed class LiveLinks(LiveView view, LiveSnapshot snapshot)
{
    /// <summary>What the numbers of the whole view are of.</summary>
    public RecordsAddress Whole { get; } =
        new()
        {
            Stream = view.Key.Stream,
            Unit = view.Unit.Code,
            Structure = RecordStructure.Then,
            From = view.Period.From,
            To = view.Period.To,
            Basis = view.Key.Basis switch
            {
                MetricBasis.Accepted => RecordBasis.Accepted,
                MetricBasis.Closed => RecordBasis.Closed,
            },
            Channel = view.Key.Channel,
        };

    /// <summary>The records of a numerator or count; null when the metric counts none, or no list is the number.</summary>
    public string? Numerator(RecordsAddress? number, MetricName metric) => Of(number, MetricContents.Numerator(metric));

    /// <summary>The records of a denominator; null when the metric counts none, or no list is the number.</summary>
    public string? Denominator(RecordsAddress? number, MetricName metric) => Of(number, MetricContents.Denominator(metric));

    /// <summary>The records of a measure.</summary>
    public string? Measure(RecordsAddress? number, RecordMeasure measure) => Of(number, new(measure));

    /// <summary>The address of a ranked unit, of what the view's unit holds itself, or of a department that implements items.</summary>
    public RecordsAddress? Of(RankedUnit unit) =>
        unit.IsOwn ? Whole with { Own = true }
        : unit.CanOpen ? Below(Whole with { Unit = unit.Code }, unit.Below)
        : Whole with { Department = unit.Code };

    /// <summary>The address of a unit in a month, whether or not the view's period contains it.</summary>
    public RecordsAddress? Of(UnitFigures unit, bool isOwn, DateOnly month)
    {
        var ofMonth = Cut(Whole with { From = month, To = Domain.Shared.Days.MonthEnd(month) }, snapshot.HeatPeriod);
        return isOwn ? ofMonth with { Own = true } : Below(ofMonth with { Unit = unit.Code }, unit.Below);
    }

    /// <summary>The address of a step of the trend: its days that are in the view's period.</summary>
    public RecordsAddress Step(DateOnly day) =>
        view.Key.ByDay
            ? Whole with
            {
                From = day,
                To = day,
                Counted = snapshot.MayHoldSheets, // no day holds figures of a sheet
            }
            : Cut(Whole with { From = day, To = Domain.Shared.Days.MonthEnd(day) }, view.Period);

    private static RecordsAddress Cut(RecordsAddress step, MetricPeriod period) =>
        step with
        {
            From = step.From < period.From ? period.From : step.From,
            To = step.To > period.To ? period.To : step.To,
        };

    private static RecordsAddress? Below(RecordsAddress number, IReadOnlyList<(DateOnly From, DateOnly To)> spans)
    {
        if (spans.Count == 0)
            return number;
        var within = spans.Where(span => span.To >= number.From && span.From <= number.To).ToList();
        return within is [var (from, to)]
            ? number with
            {
                From = from > number.From ? from : number.From,
                To = to < number.To ? to : number.To,
            }
            : null;
    }

    private string? Of(RecordsAddress? number, PartContent? part)
    {
        var isBacklog = part is { Measure: RecordMeasure.Backlog };
        // The backlog of a day among months of sheets is no list, nor are its parts.
        return isBacklog && number is { Counted: true }
            ? null
            : FigureLinks.Of(number, part, snapshot.MayHoldSheets || (snapshot.HasMoved && isBacklog));
    }
}
