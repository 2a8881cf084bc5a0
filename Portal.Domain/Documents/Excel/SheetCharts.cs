using DocumentFormat.OpenXml.Drawing.Charts;
using DocumentFormat.OpenXml.Packaging;
using Portal.Domain.Documents.Charts;
using Portal.Domain.Documents.Content;
using D = DocumentFormat.OpenXml.Drawing;
using Frame = DocumentFormat.OpenXml.Drawing.Spreadsheet;

namespace Portal.Domain.Documents.Excel;

/// <summary>Adds charts to a worksheet, drawn from the cells of their tables on any worksheet.</summary>
internal sealed class SheetCharts(ReportDocument document, IReadOnlyDictionary<string, PlacedTable> tables)
{
    /// <param name="charts">With the rows where they begin, from 1.</param>
    /// <returns>The drawing's relationship; null without any chart.</returns>
    public string? Add(WorksheetPart sheet, IReadOnlyList<(ReportChart Chart, int Row)> charts)
    {
        const string Id = "rIdDrawing";
        if (charts.Count == 0)
            return null;
        var drawings = sheet.AddNewPart<DrawingsPart>(Id);
        drawings.WorksheetDrawing = new Frame.WorksheetDrawing(charts.Select((c, i) => Anchor(drawings, c.Chart, c.Row, i + 1)));
        drawings.WorksheetDrawing.AddNamespaceDeclaration("xdr", "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing");
        drawings.WorksheetDrawing.AddNamespaceDeclaration("a", "http://schemas.openxmlformats.org/drawingml/2006/main");
        return Id;
    }

    private Frame.OneCellAnchor Anchor(DrawingsPart drawings, ReportChart chart, int row, int number)
    {
        var id = $"rIdChart{number}";
        drawings.AddNewPart<ChartPart>(id).ChartSpace = Space(chart);
        var size = ChartSize.Of(chart, document);
        return new(
            new Frame.FromMarker(
                new Frame.ColumnId("0"),
                new Frame.ColumnOffset("0"),
                new Frame.RowId((row - 1).ToString(System.Globalization.CultureInfo.InvariantCulture)),
                new Frame.RowOffset("0")
            ),
            new Frame.Extent { Cx = size.Width, Cy = size.Height },
            new Frame.GraphicFrame(
                new Frame.NonVisualGraphicFrameProperties(
                    new Frame.NonVisualDrawingProperties
                    {
                        Id = (uint)number + 1,
                        Name = chart.Code,
                        Description = CellTexts.Legal(chart.Title),
                    },
                    new Frame.NonVisualGraphicFrameDrawingProperties()
                ),
                new Frame.Transform(new D.Offset { X = 0, Y = 0 }, new D.Extents { Cx = 0, Cy = 0 }),
                new D.Graphic(
                    new D.GraphicData(new ChartReference { Id = id }) { Uri = "http://schemas.openxmlformats.org/drawingml/2006/chart" }
                )
            )
            {
                Macro = "",
            },
            new Frame.ClientData()
        );
    }

    private ChartSpace Space(ReportChart chart)
    {
        var placed = tables[chart.Table];
        var columns = chart.Series.Select(placed.Table.IndexOf).ToList();
        var data = ChartData.Of(document, chart);
        var space = ChartSpaces.Make(
            data with
            {
                CategoriesReference = placed.Range(placed.Table.IndexOf(chart.Category)),
                ReferenceCells = placed.Lines.TryGetValue(chart.Code, out var line)
                    ? (placed.HeadingReference(line), placed.Range(line))
                    : null,
                Series =
                [
                    .. data.Series.Select(
                        (s, i) => s with { NameReference = placed.HeadingReference(columns[i]), ValuesReference = placed.Range(columns[i]) }
                    ),
                ],
            }
        );
        // Numbers beside gaps, and the reference line, are drawn from hidden columns.
        if (data.ReferenceName is not null || columns.Exists(placed.Drawn.ContainsKey))
            space.Descendants<PlotVisibleOnly>().Single().Val = false;
        return space;
    }
}
