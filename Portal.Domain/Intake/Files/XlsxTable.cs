using System.Globalization;
using System.Xml;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;
using Portal.Domain.Documents.Packaging;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Files;

/// <summary>The first sheet of an Excel workbook, row by row.</summary>
internal sealed class XlsxTable : RowTable
{
    private readonly IEnumerator<IDictionary<string, object?>> _rows;
    private string[] _cells = [];

    private XlsxTable(Stream content)
    {
        // Long lists of texts are kept in a file beside, not in memory.
        var configuration = new OpenXmlConfiguration { EnableSharedStringCache = true, FillMergedCells = false };
        _rows = content
            .Query(useHeaderRow: false, excelType: ExcelType.XLSX, configuration: configuration)
            .Cast<IDictionary<string, object?>>()
            .GetEnumerator();
    }

    public override int CellCount => _cells.Length;

    public static async Task<XlsxTable> OpenAsync(Stream content, ZipLimits limits, CancellationToken cancellation)
    {
        await CheckAsync(content, limits, cancellation);
        var table = new XlsxTable(content);
        if (!table.Next())
            throw new RecordFileException("file.empty");
        table.Columns = CheckHeading(table._cells);
        return table;
    }

    public override ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Problems.Clear();
        if (!Next())
            return ValueTask.FromResult(false);
        CheckWidth(shortIsWrong: false);
        for (var column = 0; column < Math.Min(_cells.Length, Columns.Count); column++)
        {
            if (RecordText.Unprintable(_cells[column]) >= 0)
                Problems.Add(new(Columns[column], _cells[column], "text.unprintable", []));
        }
        return ValueTask.FromResult(true);
    }

    public override ReadOnlySpan<char> Cell(int column) => column < _cells.Length ? _cells[column] : null;

    public override IReadOnlyList<string> CopyCells() => _cells;

    public override ValueTask DisposeAsync()
    {
        _rows.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task CheckAsync(Stream content, ZipLimits limits, CancellationToken cancellation)
    {
        try
        {
            await ZipGuard.CheckAsync(content, limits, cancellation);
        }
        catch (ZipRefusedException refused)
        {
            throw new RecordFileException(refused.IsBroken ? "xlsx.broken" : "xlsx.tooLarge");
        }
    }

    private bool Next()
    {
        try
        {
            while (_rows.MoveNext())
            {
                Line++;
                _cells = [.. _rows.Current.Values.Select(ToText)];
                if (!Array.TrueForAll(_cells, string.IsNullOrWhiteSpace))
                    return true;
            }
            return false;
        }
        catch (Exception broken)
            when (broken
                    is XmlException
                        or InvalidDataException
                        or FormatException
                        or KeyNotFoundException
                        or ArgumentException
                        or InvalidOperationException
                        or NullReferenceException
            )
        {
            // A workbook that is no workbook inside makes the reader stumble in its own ways.
            throw new RecordFileException("xlsx.broken", Line + 1);
        }
    }

    private static string ToText(object? value) =>
        value switch
        {
            null => "",
            DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            // Excel keeps days as fractions: a thousandth of a second is all that is true in them.
            DateTime at => RoundToMilliseconds(at).ToString("yyyy-MM-dd HH:mm:ss.FFF", CultureInfo.InvariantCulture),
            bool truth => truth ? "true" : "false",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

    private static DateTime RoundToMilliseconds(DateTime at) =>
        new((at.Ticks + (TimeSpan.TicksPerMillisecond / 2)) / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond);
}
