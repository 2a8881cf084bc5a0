using System.Globalization;
using System.Text;
using System.Xml;

namespace Portal.Domain.Documents.Tables;

/// <summary>Writes a worksheet in sequence, so that no part of it stays in memory. Texts are inline and never begin a formula.</summary>
/// <remarks>
/// Uses the platform's own XML writer, not a library for workbooks: docs/dependencies.md says what those cannot write, and suite
/// <c>workbooks</c> of Portal.Benchmarks measures one for comparison.
/// </remarks>
internal sealed class SheetWriter : IDisposable
{
    /// <summary>The height of rows without one of their own, in points.</summary>
    public const double RowHeight = 17;

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const int FlushFrom = 64 * 1024;

    private readonly MemoryStream _written = new();
    private readonly XmlWriter _xml;
    private readonly StyleTable _styles;
    private readonly SheetSetup _setup;

    public SheetWriter(SheetSetup setup, StyleTable styles)
    {
        (_setup, _styles) = (setup, styles);
        _xml = XmlWriter.Create(_written, new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
        _xml.WriteStartDocument(standalone: true);
        _xml.WriteStartElement("worksheet", Main);
        _xml.WriteAttributeString("xmlns", "r", null, Relations);
        _xml.WriteStartElement("sheetPr", Main);
        WriteElement("pageSetUpPr", ("fitToPage", "1"));
        _xml.WriteEndElement();
        WriteView();
        WriteElement("sheetFormatPr", ("defaultRowHeight", Written(RowHeight)), ("customHeight", "1"));
        WriteColumns();
        _xml.WriteStartElement("sheetData", Main);
    }

    /// <summary>The row written last; 0 before the first.</summary>
    public int Row { get; private set; }

    /// <summary>Of all rows so far, in points.</summary>
    public double Height { get; private set; }

    public bool IsFull => _written.Length > FlushFrom;

    public void Skip(int rows = 1)
    {
        Row += rows;
        Height += rows * RowHeight;
    }

    public void BeginRow(double? height = null)
    {
        Row++;
        Height += height ?? RowHeight;
        _xml.WriteStartElement("row", Main);
        _xml.WriteAttributeString("r", Written(Row));
        if (height is not { } points)
            return;
        _xml.WriteAttributeString("ht", Written(points));
        _xml.WriteAttributeString("customHeight", "1");
    }

    public void EndRow() => _xml.WriteEndElement();

    public void Text(int column, string text, CellFormatting formatting)
    {
        var legal = CellTexts.Legal(text);
        Begin(column, formatting with { IsText = true, IsQuoted = CellTexts.MayBeFormula(legal) });
        _xml.WriteAttributeString("t", "inlineStr");
        _xml.WriteStartElement("is", Main);
        _xml.WriteStartElement("t", Main);
        _xml.WriteAttributeString("xml", "space", null, "preserve");
        _xml.WriteString(CellTexts.Escaped(legal));
        _xml.WriteEndElement();
        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    public void Number(int column, decimal number, CellFormatting formatting)
    {
        Begin(column, formatting with { IsText = false });
        WriteText("v", Written(number));
        _xml.WriteEndElement();
    }

    /// <param name="formula">Without the sign of equality.</param>
    /// <param name="value">Its result; null when the result is the text.</param>
    public void Formula(int column, string formula, decimal? value, string text, CellFormatting formatting)
    {
        Begin(column, formatting with { IsText = false });
        if (value is null)
            _xml.WriteAttributeString("t", "str");
        WriteText("f", formula);
        WriteText("v", value is { } number ? Written(number) : CellTexts.Escaped(text));
        _xml.WriteEndElement();
    }

    /// <summary>Ends the worksheet; only flushing may follow.</summary>
    public void End(SheetEnding ending)
    {
        _xml.WriteEndElement();
        if (ending.Filter is { } filter)
            WriteElement("autoFilter", ("ref", filter));
        WriteElement("printOptions", ("horizontalCentered", "1"));
        WriteElement(
            "pageMargins",
            ("left", "0.5"),
            ("right", "0.5"),
            ("top", "0.6"),
            ("bottom", "0.7"),
            ("header", "0.3"),
            ("footer", "0.35")
        );
        WriteElement(
            "pageSetup",
            ("paperSize", "9"),
            ("orientation", _setup.IsWide ? "landscape" : "portrait"),
            ("fitToWidth", "1"),
            ("fitToHeight", "0")
        );
        if (ending.Footer is { } footer)
        {
            _xml.WriteStartElement("headerFooter", Main);
            WriteText("oddFooter", footer);
            _xml.WriteEndElement();
        }
        if (ending.Breaks is { Count: > 0 } breaks)
            WriteBreaks(breaks);
        if (ending.Drawing is { } drawing)
        {
            _xml.WriteStartElement("drawing", Main);
            _xml.WriteAttributeString("id", Relations, drawing);
            _xml.WriteEndElement();
        }
        _xml.WriteEndDocument();
    }

    /// <summary>Copies the bytes written since the last flush.</summary>
    public async Task FlushAsync(Stream target, CancellationToken cancellation)
    {
        _xml.Flush();
        await target.WriteAsync(_written.GetBuffer().AsMemory(0, (int)_written.Length), cancellation);
        _written.SetLength(0);
    }

    /// <summary>The whole worksheet.</summary>
    public byte[] ToBytes()
    {
        _xml.Flush();
        return _written.ToArray();
    }

    public void Dispose()
    {
        _xml.Dispose();
        _written.Dispose();
    }

    /// <summary>The digits that a workbook can hold of the number.</summary>
    public static string Written(decimal number) => Written((double)number);

    private static string Written(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Written(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Begin(int column, CellFormatting formatting)
    {
        _xml.WriteStartElement("c", Main);
        _xml.WriteAttributeString("r", new CellPlace(Row, column).ToString());
        _xml.WriteAttributeString("s", Written(_styles.Number(formatting)));
    }

    private void WriteText(string element, string text)
    {
        _xml.WriteStartElement(element, Main);
        _xml.WriteString(text);
        _xml.WriteEndElement();
    }

    private void WriteElement(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        _xml.WriteStartElement(name, Main);
        foreach (var (attribute, value) in attributes)
        {
            if (value is not null)
                _xml.WriteAttributeString(attribute, value);
        }
        _xml.WriteEndElement();
    }

    private void WriteView()
    {
        _xml.WriteStartElement("sheetViews", Main);
        _xml.WriteStartElement("sheetView", Main);
        _xml.WriteAttributeString("showGridLines", "0");
        if (_setup.IsFirst)
            _xml.WriteAttributeString("tabSelected", "1");
        _xml.WriteAttributeString("workbookViewId", "0");
        var (rows, columns) = (_setup.FrozenRows, _setup.FrozenColumns);
        if (rows > 0 || columns > 0)
        {
            var pane = (rows, columns) switch
            {
                (0, _) => "topRight",
                (_, 0) => "bottomLeft",
                _ => "bottomRight",
            };
            WriteElement(
                "pane",
                ("xSplit", columns > 0 ? Written(columns) : null),
                ("ySplit", rows > 0 ? Written(rows) : null),
                ("topLeftCell", new CellPlace(rows + 1, columns + 1).ToString()),
                ("activePane", pane),
                ("state", "frozen")
            );
            WriteElement("selection", ("pane", pane));
        }
        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    private void WriteColumns()
    {
        if (_setup.Widths.Count == 0)
            return;
        _xml.WriteStartElement("cols", Main);
        for (var i = 0; i < _setup.Widths.Count; i++)
        {
            var (width, hidden) = _setup.Widths[i];
            WriteElement(
                "col",
                ("min", Written(i + 1)),
                ("max", Written(i + 1)),
                ("width", Written(width)),
                ("customWidth", "1"),
                ("hidden", hidden ? "1" : null)
            );
        }
        _xml.WriteEndElement();
    }

    private void WriteBreaks(IReadOnlyList<int> rows)
    {
        _xml.WriteStartElement("rowBreaks", Main);
        _xml.WriteAttributeString("count", Written(rows.Count));
        _xml.WriteAttributeString("manualBreakCount", Written(rows.Count));
        foreach (var row in rows)
            WriteElement("brk", ("id", Written(row)), ("max", "16383"), ("man", "1"));
        _xml.WriteEndElement();
    }
}
