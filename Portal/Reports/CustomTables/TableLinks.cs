using Portal.Domain.Metrics.Contents;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Domain.Reports.CustomTables;
using Portal.Domain.Shared;
using Portal.Navigation;
using Portal.Records.Lists;
using Portal.Records.Parts;

namespace Portal.Reports.CustomTables;

/// <summary>Makes the links from the cells of a custom table to the records that they count.</summary>
internal sealed class TableLinks(TableQuery query, UnitTree units)
{
    private const string NumeratorSuffix = "Numerator";
    private const string DenominatorSuffix = "Denominator";

    // The rows of items and departments without one, and of figures without a channel.
    private const string NoKey = "-";

    private readonly RecordsAddress _whole = new()
    {
        Stream = query.Stream,
        Unit = query.Unit,
        Structure = query.Structure == MetricStructure.Today ? RecordStructure.Today : RecordStructure.Then,
        From = query.From,
        To = Days.MonthEnd(query.To),
        Basis = query.Basis == MetricBasis.Closed ? RecordBasis.Closed : RecordBasis.Accepted,
        Channel = query.Channel,
    };

    /// <summary>Null for a name, a gap, and a number that counts no records.</summary>
    public string? Of(ReportRow row, ReportColumn column, ReportCell cell)
    {
        if (cell.Number is null || NumberOf(row) is not { } number || PartOf(column, ref number) is not { } part)
            return null;
        var hasBacklog = query.Rows is not (TableRows.Items or TableRows.Channels or TableRows.Departments) || row.IsTotal;
        return part.Measure == RecordMeasure.Backlog && !hasBacklog ? null : FigureLinks.Of(number, part, mayHoldSheets: true);
    }

    private RecordsAddress? NumberOf(ReportRow row)
    {
        if (row.IsTotal)
            return _whole;
        var isNone = row.Key == NoKey;
        return query.Rows switch
        {
            TableRows.Units => FigureLinks.OfUnitRow(_whole, row.Key, units),
            TableRows.Months => Days.TryParseMonth(row.Key, out var month) ? Within(_whole, month) : null,
            TableRows.Items => _whole with { Item = isNone ? RecordsAddress.None : row.Key },
            TableRows.Departments => _whole with { Department = isNone ? RecordsAddress.None : row.Key },
            TableRows.Channels when UrlNames.TryParse<Channel>(row.Key, out var channel) => _whole with { Channel = channel },
            TableRows.Channels => _whole with { WithoutChannel = true },
        };
    }

    private PartContent? PartOf(ReportColumn column, ref RecordsAddress number)
    {
        if (query.ByMonth)
        {
            if (!Days.TryParseMonth(column.Code, out var month))
                return null;
            number = Within(number, month);
            return MetricContents.Numerator(query.Metrics[0]);
        }
        if (UrlNames.TryParse<MetricName>(column.Code, out var metric))
            return MetricContents.Numerator(metric);
        if (Without(column.Code, NumeratorSuffix) is { } above && UrlNames.TryParse<MetricName>(above, out metric))
            return MetricContents.Numerator(metric);
        return Without(column.Code, DenominatorSuffix) is { } below && UrlNames.TryParse<MetricName>(below, out metric)
            ? MetricContents.Denominator(metric)
            : null;
    }

    private static RecordsAddress Within(RecordsAddress number, DateOnly month) => number with { From = month, To = Days.MonthEnd(month) };

    private static string? Without(string code, string suffix) =>
        code.EndsWith(suffix, StringComparison.Ordinal) ? code[..^suffix.Length] : null;
}
