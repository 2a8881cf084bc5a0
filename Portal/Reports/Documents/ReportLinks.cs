using Portal.Domain.Metrics.Contents;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Shared;
using Portal.Navigation;
using Portal.Records.Lists;
using Portal.Records.Parts;

namespace Portal.Reports.Documents;

/// <summary>
/// Makes the links from the cells of a draft's tables to the records that they count. A signed report says what was known when it was
/// signed, so its numbers open nothing.
/// </summary>
public sealed class ReportLinks(ReportKey key, UnitTree units)
{
    /// <summary>Null for a name, a gap, and a number that counts no records.</summary>
    public string? Of(ReportTable table, ReportRow row, ReportColumn column, ReportCell cell)
    {
        if (cell.Number is null || StreamOf(table.Code) is not var (stream, rest))
            return null;
        var whole = new RecordsAddress
        {
            Stream = stream,
            Unit = key.Unit,
            Structure = RecordStructure.Then,
            From = key.Period.From,
            To = key.Period.To,
        };
        return rest is "Counts" or "Shares"
            ? FigureLinks.Of(whole, PartOfOverview(row, column), mayHoldSheets: true)
            : FigureLinks.Of(NumberOf(whole, rest, row), PartOf(column.Code), mayHoldSheets: true);
    }

    private static (RecordStream Stream, string Rows)? StreamOf(string table)
    {
        foreach (var stream in Enum.GetValues<RecordStream>())
        {
            var prefix = UrlNames.Of(stream);
            if (table.StartsWith(prefix, StringComparison.Ordinal))
                return (stream, table[prefix.Length..]);
        }
        return null;
    }

    private RecordsAddress? NumberOf(RecordsAddress whole, string rows, ReportRow row) =>
        row.IsTotal
            ? whole
            : rows switch
            {
                "ByMonth" => Days.TryParseMonth(row.Key, out var month) ? whole with { From = month, To = Days.MonthEnd(month) } : null,
                "ByItem" => whole with { Item = row.Key },
                "ByImplementer" => whole with { Department = row.Key },
                "ByChannel" => UrlNames.TryParse<Channel>(row.Key, out var channel)
                    ? whole with
                    {
                        Channel = channel,
                    }
                    : whole with
                    {
                        WithoutChannel = true,
                    },
                _ => rows.StartsWith("By", StringComparison.Ordinal) && UrlNames.TryParse<UnitKind>(rows[2..], out var _)
                    ? FigureLinks.OfUnitRow(whole, row.Key, units)
                    : null,
            };

    private static PartContent? PartOf(string column) =>
        column == "onTheSpot" ? MetricContents.Numerator(MetricName.OnTheSpotRatio)
        : UrlNames.TryParse<MetricName>(column, out var metric) ? MetricContents.Numerator(metric)
        : null;

    // A row is a metric; beside its value of now stand those of earlier periods.
    private static PartContent? PartOfOverview(ReportRow row, ReportColumn column) =>
        Enum.TryParse<MetricName>(row.Key, out var metric)
            ? column.Code switch
            {
                "now" or "numerator" => MetricContents.Numerator(metric),
                "denominator" => MetricContents.Denominator(metric),
                _ => null,
            }
            : null;
}
