using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Time.Testing;
using Portal.Exports;
using static Portal.Tests.Documents.SampleTables;

namespace Portal.Tests.Exports;

/// <summary>A file that a request writes and a page watches.</summary>
public sealed class FileExportsTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly FileExports _exports;

    public FileExportsTests() => _exports = new(_clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Export_OfARequest_IsFoundOnceAndByItsOwnerAlone()
    {
        using var export = _exports.Begin("office");

        Assert.Null(_exports.Find(Request("no number"), "office"));
        Assert.Null(_exports.Find(Request(Guid.NewGuid().ToString()), "office"));
        Assert.Null(_exports.Find(Request(export.Id.ToString()), "leader"));
        Assert.Same(export, _exports.Find(Request(export.Id.ToString()), "office"));
        Assert.Null(_exports.Find(Request(export.Id.ToString()), "office"));
    }

    [Theory, InlineData("csv"), InlineData("xlsx")]
    public async Task Writing_StoppedByThePage_ReadsNoFurtherRowAndCutsTheFileOff(string format)
    {
        const int Stop = 5_000;
        var (context, connection) = Context();
        using var export = _exports.Begin("office");
        var rows = new Rows(row =>
        {
            if (row == Stop)
                export.Stop();
        });

        await FileExports.RunAsync(context, export, stop => WriteAsync(format, rows, export, stop));

        Assert.Equal((Stop, true), (rows.Read, rows.IsClosed));
        Assert.True(connection.IsAborted);
        Assert.Equal(FileExportState.Stopped, export.State);
    }

    [Fact]
    public async Task Writing_OfAPageThatIsLeft_Stops()
    {
        var (context, connection) = Context();
        var export = _exports.Begin("office");
        var rows = new Rows(row =>
        {
            if (row == 100)
                export.Dispose();
        });

        await FileExports.RunAsync(context, export, stop => WriteAsync("csv", rows, export, stop));

        Assert.Equal((100, true, true), (rows.Read, rows.IsClosed, connection.IsAborted));
        Assert.Equal(0, _exports.Count);
    }

    [Fact]
    public async Task Writing_ToABrowserThatHangsUp_Stops()
    {
        var (context, connection) = Context();
        using var export = _exports.Begin("office");
        var rows = new Rows(row =>
        {
            if (row == 100)
                connection.Abort();
        });

        await FileExports.RunAsync(context, export, stop => WriteAsync("csv", rows, export, stop));

        Assert.Equal((100, FileExportState.Stopped), (rows.Read, export.State));
    }

    [Fact]
    public async Task Writing_ThatFails_IsSaidAndThrown()
    {
        var (context, _) = Context();
        using var export = _exports.Begin("office");

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            FileExports.RunAsync(context, export, _ => throw new InvalidOperationException("the database is gone"))
        );

        Assert.Equal(FileExportState.Failed, export.State);
    }

    [Fact]
    public void Progress_InABurst_IsToldOnceAnInterval()
    {
        using var export = _exports.Begin("office");
        var told = new List<long>();
        export.Changed += (_, _) => told.Add(export.Rows);

        for (var rows = 1; rows <= 100; rows++)
        {
            export.Report(rows);
            _clock.Advance(FileExport.ChangeInterval / 10);
        }

        Assert.Equal([11, 21, 31, 41, 51, 61, 71, 81, 91], told);
        export.End(FileExportState.Done);
        export.Stop();
        Assert.Equal((FileExportState.Done, 100), (export.State, export.Rows));
    }

    private static Task WriteAsync(string format, Rows rows, FileExport export, CancellationToken stop)
    {
        var table = Text("x");
        return format == "csv"
            ? TableFiles.WriteCsvAsync(table, rows.ReadAsync(table.Rows[0], stop), CultureInfo.InvariantCulture, Stream.Null, export, stop)
            : TableFiles.WriteXlsxAsync(
                table,
                rows.ReadAsync(table.Rows[0], stop),
                CultureInfo.InvariantCulture,
                Stream.Null,
                export,
                stop
            );
    }

    private static HttpRequest Request(string export) =>
        new DefaultHttpContext { Request = { QueryString = new($"?{FileExports.Parameter}={Uri.EscapeDataString(export)}") } }.Request;

    private static (HttpContext Context, Connection Connection) Context()
    {
        var (context, connection) = (new DefaultHttpContext(), new Connection());
        context.Features.Set<IHttpRequestLifetimeFeature>(connection);
        return (context, connection);
    }

    /// <summary>Rows without end.</summary>
    private sealed class Rows(Action<int> each)
    {
        public int Read { get; private set; }

        public bool IsClosed { get; private set; }

        public async IAsyncEnumerable<ReportRow> ReadAsync(ReportRow row, [EnumeratorCancellation] CancellationToken cancellation)
        {
            try
            {
                for (; ; )
                {
                    Token.ThrowIfCancellationRequested();
                    cancellation.ThrowIfCancellationRequested();
                    each(++Read);
                    yield return row;
                    await Task.CompletedTask;
                }
            }
            finally
            {
                IsClosed = true;
            }
        }
    }

    private sealed class Connection : IHttpRequestLifetimeFeature
    {
        private readonly CancellationTokenSource _aborted = new();

        public Connection() => RequestAborted = _aborted.Token;

        public CancellationToken RequestAborted { get; set; }

        public bool IsAborted => _aborted.IsCancellationRequested;

        public void Abort() => _aborted.Cancel();
    }
}
