using System.Runtime.CompilerServices;

namespace Portal.Tests.Documents;

internal static class SampleTables
{
    public static readonly ReportColumn[] Columns =
    [
        new("name", "Name", ReportColumnKind.Text),
        new("count", "Count", ReportColumnKind.Number),
        new("share", "Share", ReportColumnKind.Share, 1),
        new("points", "Points", ReportColumnKind.Points, 1),
        new("change", "Change", ReportColumnKind.Change, 1),
    ];

    public static ReportTable Of(params IReadOnlyList<ReportRow> rows) => new("sample", "Sample", Columns, rows);

    public static ReportTable Text(string text) =>
        new("sample", "Sample", [new("text", "Text", ReportColumnKind.Text)], [new("1", [ReportCell.Of(text)])]);

    public static ReportRow Row(string name, decimal? count, decimal? share, decimal? points, decimal? change) =>
        new(name, [ReportCell.Of(name), ReportCell.Of(count), ReportCell.Of(share), ReportCell.Of(points), ReportCell.Of(change)]);

    public static async IAsyncEnumerable<ReportRow> Many(int rows, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        for (var i = 0; i < rows; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (i % 1000 == 0)
                await Task.Yield();
            yield return Row($"Row {i}", i, 0.5m, -0.01m, null);
        }
    }
}
