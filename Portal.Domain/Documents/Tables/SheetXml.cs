using System.Globalization;
using System.Security;
using System.Text;

namespace Portal.Domain.Documents.Tables;

/// <summary>Writes a worksheet from top to bottom, so that none of it need be held. Texts stand in their cells and never begin a formula.</summary>
internal sealed class SheetXml
{
    /// <summary>Of rows that do not say theirs, in points.</summary>
    public const double RowHeight = 17;

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const int FlushFrom = 64 * 1024;

    private readonly StringBuilder _xml = new();
    private readonly LookBook _looks;
    private readonly SheetSetup _setup;

    public SheetXml(SheetSetup setup, LookBook looks)
    {
        (_setup, _looks) = (setup, looks);
        _xml.Append(
            CultureInfo.InvariantCulture,
            $"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{Main}" xmlns:r="{Relations}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>"""
        );
        AppendView();
        _xml.Append(CultureInfo.InvariantCulture, $"""<sheetFormatPr defaultRowHeight="{RowHeight}" customHeight="1"/>""");
        AppendColumns();
        _xml.Append("<sheetData>");
    }

    /// <summary>The row written last; 0 before the first.</summary>
    public int Row { get; private set; }

    /// <summary>Of all rows so far, in points.</summary>
    public double Height { get; private set; }

    public bool IsFull => _xml.Length > FlushFrom;

    public void Skip(int rows = 1)
    {
        Row += rows;
        Height += rows * RowHeight;
    }

    public void BeginRow(double? height = null)
    {
        Row++;
        Height += height ?? RowHeight;
        _xml.Append(CultureInfo.InvariantCulture, $"""<row r="{Row}" """);
        if (height is { } points)
            _xml.Append(CultureInfo.InvariantCulture, $"""ht="{points}" customHeight="1" """);
        _xml.Append('>');
    }

    public void EndRow() => _xml.Append("</row>");

    public void Text(int column, string text, CellLook look)
    {
        var legal = CellTexts.Legal(text);
        Begin(column, look with { IsText = true, IsQuoted = CellTexts.MayBeFormula(legal) });
        _xml.Append(""" t="inlineStr"><is><t xml:space="preserve">""").Append(Escaped(legal)).Append("</t></is></c>");
    }

    public void Number(int column, decimal number, CellLook look)
    {
        Begin(column, look with { IsText = false });
        _xml.Append("><v>").Append(Written(number)).Append("</v></c>");
    }

    /// <param name="formula">Without the sign of equality.</param>
    /// <param name="value">What it comes to; null when it comes to the text.</param>
    public void Formula(int column, string formula, decimal? value, string text, CellLook look)
    {
        Begin(column, look with { IsText = false });
        if (value is null)
            _xml.Append(" t=\"str\"");
        _xml.Append("><f>")
            .Append(SecurityElement.Escape(formula))
            .Append("</f><v>")
            .Append(value is { } number ? Written(number) : Escaped(text))
            .Append("</v></c>");
    }

    /// <summary>A frame without content.</summary>
    public void Empty(int column, CellLook look)
    {
        Begin(column, look);
        _xml.Append("/>");
    }

    public void End(SheetEnding ending)
    {
        _xml.Append("</sheetData>");
        if (ending.Filter is { } filter)
            _xml.Append(CultureInfo.InvariantCulture, $"""<autoFilter ref="{filter}"/>""");
        _xml.Append(
            """<printOptions horizontalCentered="1"/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.35"/>"""
        );
        _xml.Append(
            CultureInfo.InvariantCulture,
            $"""<pageSetup paperSize="9" orientation="{(_setup.IsWide ? "landscape" : "portrait")}" fitToWidth="1" fitToHeight="0"/>"""
        );
        if (ending.Footer is { } footer)
            _xml.Append("<headerFooter><oddFooter>").Append(SecurityElement.Escape(footer)).Append("</oddFooter></headerFooter>");
        if (ending.Breaks is { Count: > 0 } breaks)
        {
            _xml.Append(CultureInfo.InvariantCulture, $"""<rowBreaks count="{breaks.Count}" manualBreakCount="{breaks.Count}">""");
            foreach (var row in breaks)
                _xml.Append(CultureInfo.InvariantCulture, $"""<brk id="{row}" max="16383" man="1"/>""");
            _xml.Append("</rowBreaks>");
        }
        if (ending.Drawing is { } drawing)
            _xml.Append(CultureInfo.InvariantCulture, $"""<drawing r:id="{drawing}"/>""");
        _xml.Append("</worksheet>");
    }

    /// <summary>Hands on what was written since the last time; only between rows.</summary>
    public async Task FlushAsync(Stream target, CancellationToken cancellation)
    {
        await target.WriteAsync(Encoding.UTF8.GetBytes(_xml.ToString()), cancellation);
        _xml.Clear();
    }

    /// <summary>All of it at once.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_xml.ToString());

    /// <summary>The digits that a workbook can hold of the number.</summary>
    public static string Written(decimal number) => ((double)number).ToString("R", CultureInfo.InvariantCulture);

    private static string Escaped(string legal) => SecurityElement.Escape(CellTexts.Escaped(legal));

    private void Begin(int column, CellLook look) =>
        _xml.Append(CultureInfo.InvariantCulture, $"""<c r="{new CellPlace(Row, column)}" s="{_looks.Number(look)}" """);

    private void AppendView()
    {
        var selected = _setup.IsFirst ? " tabSelected=\"1\"" : "";
        _xml.Append(CultureInfo.InvariantCulture, $"""<sheetViews><sheetView showGridLines="0"{selected} workbookViewId="0">""");
        var (rows, columns) = (_setup.FrozenRows, _setup.FrozenColumns);
        if (rows > 0 || columns > 0)
        {
            var pane = (rows, columns) switch
            {
                (0, _) => "topRight",
                (_, 0) => "bottomLeft",
                _ => "bottomRight",
            };
            if (columns > 0)
                _xml.Append("<pane xSplit=\"").Append(columns).Append('"');
            else
                _xml.Append("<pane");
            if (rows > 0)
                _xml.Append(" ySplit=\"").Append(rows).Append('"');
            _xml.Append(
                CultureInfo.InvariantCulture,
                $""" topLeftCell="{new CellPlace(rows + 1, columns + 1)}" activePane="{pane}" state="frozen"/><selection pane="{pane}"/>"""
            );
        }
        _xml.Append("</sheetView></sheetViews>");
    }

    private void AppendColumns()
    {
        if (_setup.Widths.Count == 0)
            return;
        _xml.Append("<cols>");
        for (var i = 0; i < _setup.Widths.Count; i++)
        {
            var (width, hidden) = _setup.Widths[i];
            _xml.Append(
                CultureInfo.InvariantCulture,
                $"""<col min="{i + 1}" max="{i + 1}" width="{width}" customWidth="1"{(hidden ? " hidden=\"1\"" : "")}/>"""
            );
        }
        _xml.Append("</cols>");
    }
}
