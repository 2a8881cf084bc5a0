using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.CustomTables;

/// <summary>A table that somebody asks for: what its rows and columns are, and of which records it speaks. Kept as JSON when it is saved.</summary>
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

    /// <summary>With <see cref="TableRows.Units"/>: units of which kind, however far below; null for those directly below.</summary>
    public UnitKind? Level { get; init; }

    /// <summary>In the order of the columns.</summary>
    public IReadOnlyList<MetricName> Metrics { get; init; } = [];

    /// <summary>Numerator and denominator stand beside each share.</summary>
    public bool WithParts { get; init; }

    /// <summary>The columns are the months, all of the first metric; not with <see cref="TableRows.Months"/>.</summary>
    public bool ByMonth { get; init; }

    public RecordStream Stream { get; init; } = RecordStream.Cases;

    /// <summary>Only records of one channel; not with rows of items or departments.</summary>
    public Channel? Channel { get; init; }

    public MetricBasis Basis { get; init; } = MetricBasis.Accepted;

    public MetricStructure Structure { get; init; } = MetricStructure.Then;

    /// <summary>Null for what is no period of 1 to 12 months.</summary>
    [JsonIgnore]
    public ReportKey? Key => ReportKey.TryCreate(Unit, Days.ToMonthText(To), Days.ToMonthText(From));

    /// <summary>Why it cannot be answered: <c>period.invalid</c>, <c>metrics.none</c>, <c>metrics.many</c>, <c>channel.notHere</c>, <c>byMonth.notHere</c>; null when it can.</summary>
    public string? Problem() =>
        this switch
        {
            { Key: null } => "period.invalid",
            { Metrics.Count: 0 } => "metrics.none",
            { Metrics.Count: > MostMetrics } => "metrics.many",
            { Channel: not null, Rows: TableRows.Items or TableRows.Departments } => "channel.notHere",
            { ByMonth: true, Rows: TableRows.Months } => "byMonth.notHere",
            _ => null,
        };

    /// <summary>The same question with its last month moved: what began in January begins there again, all else is as many months long as before.</summary>
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

    /// <returns>Null when it is no question.</returns>
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

/// <summary>What the rows of a table are.</summary>
public enum TableRows
{
    Units,
    Months,
    Items,
    Channels,

    /// <summary>The units that implement the items.</summary>
    Departments,
}
