using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Refusals;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.CustomTables;

/// <summary>A query for a table: its rows, its columns and the records it counts. Saved as JSON.</summary>
public sealed record TableQuery
{
    /// <summary>The most metrics of one table.</summary>
    public const int MostMetrics = 8;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Code of the unit, the units below it included.</summary>
    public required string Unit { get; init; }

    /// <summary>The first day of the first month.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The first day of the last month.</summary>
    public required DateOnly To { get; init; }

    public TableRows Rows { get; init; } = TableRows.Units;

    /// <summary>With <see cref="TableRows.Units"/>: the kind of the units, however far below; null for those directly below.</summary>
    public UnitKind? Level { get; init; }

    /// <summary>In the order of the columns.</summary>
    public IReadOnlyList<MetricName> Metrics { get; init; } = [];

    /// <summary>Shows numerator and denominator beside each share.</summary>
    public bool WithParts { get; init; }

    /// <summary>The columns are the months, all of the first metric; not with <see cref="TableRows.Months"/>.</summary>
    public bool ByMonth { get; init; }

    public RecordStream Stream { get; init; } = RecordStream.Cases;

    /// <summary>Only records of one channel; not with rows of items or departments.</summary>
    public Channel? Channel { get; init; }

    public MetricBasis Basis { get; init; } = MetricBasis.Accepted;

    public MetricStructure Structure { get; init; } = MetricStructure.Then;

    /// <summary>Null when the months are no period of 1 to 12 months.</summary>
    [JsonIgnore]
    public ReportKey? Key => ReportKey.TryCreate(Unit, Days.ToMonthText(To), Days.ToMonthText(From));

    /// <summary>Why the query is invalid; null when it is valid.</summary>
    public Refusal? Check() =>
        this switch
        {
            { Key: null } => ReportRefusal.PeriodIsInvalid,
            { Metrics.Count: 0 } => ReportRefusal.MetricsAreMissing,
            { Metrics.Count: > MostMetrics } => ReportRefusal.TooManyMetrics,
            { Channel: not null, Rows: TableRows.Items or TableRows.Departments } => ReportRefusal.ChannelDoesNotApply,
            { ByMonth: true, Rows: TableRows.Months } => ReportRefusal.MonthsAreRowsAlready,
            _ => null,
        };

    /// <summary>
    /// The same query up to another last month: one from January begins in January again, others keep their number of months.
    /// </summary>
    public TableQuery MovedTo(DateOnly month) =>
        this with
        {
            To = month,
            From =
                From.Month == 1 && From.Year == To.Year && From != To
                    ? new(month.Year, 1, 1)
                    : month.AddMonths(((From.Year - To.Year) * 12) + From.Month - To.Month),
        };

    public string ToJson() => JsonSerializer.Serialize(this, s_json);

    /// <returns>Null when the text is no query.</returns>
    public static TableQuery? FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<TableQuery>(json, s_json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The kind of a table's rows.</summary>
public enum TableRows
{
    Units,
    Months,
    Items,
    Channels,

    /// <summary>The units that implement the items.</summary>
    Departments,
}
