using CsCheck;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Tests.Support;

namespace Portal.Tests.Metrics;

/// <summary>After any sequence of changes of records, the cells equal a recount.</summary>
public sealed class ExactFiguresTests
{
    /// <summary>Creates, updates, closings, reopenings and corrections; 100,000 of them with <c>PORTAL_FULL=1</c>.</summary>
    private static readonly int s_messages = Requirements.Full ? 100_000 : 4_000;

    private static readonly string[] s_units =
    [
        SampleData.Community,
        SampleData.SecondCommunity,
        SampleData.OtherCommunity,
        SampleData.Street,
        SampleData.District,
    ];
    private static readonly string[] s_items =
    [
        SampleData.Licence,
        SampleData.InstantItem,
        SampleData.CalendarItem,
        SampleData.HourItem,
        SampleData.UnlimitedItem,
    ];

    private static readonly DateTimeOffset s_start = SampleData.Local(2014, 9, 1);

    /// <summary>One state of one case; a number used again is a later message about the same case.</summary>
    private static Gen<RecordInput> Message(int cases) =>
        from caseNo in Gen.Int[1, cases]
        from source in Among("approval", "window")
        from unit in Among(s_units)
        from item in Among(s_items)
        from channel in Gen.Enum<Channel>()
        from accepted in Gen.Int[0, 40 * 24 * 60]
        from used in Gen.Int[0, 20 * 24 * 60]
        from closed in Gen.Bool
        from outcome in Gen.Frequency(
            (8, Gen.Const((CaseOutcome?)null)),
            (1, Gen.Const((CaseOutcome?)CaseOutcome.Withdrawn)),
            (1, Gen.Const((CaseOutcome?)CaseOutcome.Refused))
        )
        from grade in Gen.Int[0, 5]
        from extension in Among(0, 0, 0, 10)
        from suspended in Gen.Int[-20, 5]
        let acceptedAt = s_start.AddMinutes(accepted)
        let closedAt = acceptedAt.AddMinutes(used)
        let isClosed = closed && closedAt <= SampleData.Now
        select new RecordInput
        {
            Source = source,
            CaseNo = $"{caseNo}",
            UnitCode = unit,
            ItemCode = item,
            Channel = channel,
            AcceptedAt = acceptedAt <= SampleData.Now ? acceptedAt : s_start,
            ClosedAt = isClosed ? closedAt : null,
            Outcome = isClosed ? outcome : null,
            Satisfaction = isClosed && grade > 0 ? (byte)grade : null,
            ExtensionDays = extension,
            Suspensions = suspended > 0 ? [new(new(2014, 9, 10), new DateOnly(2014, 9, 10).AddDays(suspended))] : [],
        };

    [Theory, Databases]
    public async Task Verify_RandomMessagesFromFourClientsSentTwice_FindsNoDifference(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var messages = Message(cases: s_messages / 5).Array[s_messages].Single();
        var folder = database.Get<MetricsFolder>();
        var folding = FoldUntilAsync(folder, out var stop);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(client => SendAsync(database, messages.Where((_, i) => i % 4 == client))));
        await Task.WhenAll(
            Enumerable.Range(0, 4).Select(client => SendAsync(database, messages.Where((_, i) => i % 4 == client).Reverse()))
        );
        database.Clock.Advance(TimeSpan.FromDays(30));
        await database.Get<OverdueFlagger>().FlagAsync(TestContext.Current.CancellationToken);
        await stop();
        await folding;
        await folder.FoldAllAsync(TestContext.Current.CancellationToken);

        Assert.Empty(await database.Get<MetricsAudit>().VerifyAsync(TestContext.Current.CancellationToken));
        await using var db = database.Open();
        Assert.Equal(0, await db.MetricDeltas.CountAsync(TestContext.Current.CancellationToken));
        var total = await db.Records.CountAsync(
            r => r.Outcome != CaseOutcome.Withdrawn && r.Outcome != CaseOutcome.NotAccepted,
            TestContext.Current.CancellationToken
        );
        var row = Assert.Single(
            await database.Get<IMetricsReader>().ReadAsync(UnitScope.Everything, Query(), TestContext.Current.CancellationToken)
        );
        Assert.Equal(total, row.Figures.Cohort.Accepted);
    }

    [Theory, Databases]
    public async Task Read_AsOfNow_SaysWhatTheCellsSay(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await SendAsync(database, Message(cases: 400).Array[1_000].Single());
        await database.Get<OverdueFlagger>().FlagAsync(TestContext.Current.CancellationToken);
        await database.Get<MetricsFolder>().FoldAllAsync(TestContext.Current.CancellationToken);

        foreach (var by in Enum.GetValues<MetricBy>())
        {
            foreach (var basis in Enum.GetValues<MetricBasis>())
            {
                var query = Query() with { By = by, Basis = basis, Period = new(new(2014, 9, 3), new(2014, 10, 20)) };
                var stored = await database
                    .Get<IMetricsReader>()
                    .ReadAsync(UnitScope.Everything, query, TestContext.Current.CancellationToken);
                var counted = await database
                    .Get<IMetricsReader>()
                    .ReadAsync(UnitScope.Everything, query with { AsOf = database.Time.Now }, TestContext.Current.CancellationToken);
                Assert.NotEmpty(stored);
                Assert.Equal(counted, stored);
            }
        }
    }

    [Theory, Databases]
    public async Task Rebuild_DamagedCells_RepairsThem(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await SendAsync(database, Message(cases: 50).Array[100].Single());
        await database.Get<MetricsFolder>().FoldAllAsync(TestContext.Current.CancellationToken);
        await using var db = database.Open();
        await db.MetricCells.Where(c => c.Dimension == CellDimension.Total).ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        var audit = database.Get<MetricsAudit>();

        Assert.NotEmpty(await audit.VerifyAsync(TestContext.Current.CancellationToken));
        await audit.RebuildAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await audit.VerifyAsync(TestContext.Current.CancellationToken));
    }

    private static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static MetricQuery Query() => new() { UnitId = SampleData.DistrictId, Period = new(new(2014, 9, 1), new(2014, 12, 31)) };

    private static Task FoldUntilAsync(MetricsFolder folder, out Func<Task> stop)
    {
        var source = new CancellationTokenSource();
        stop = source.CancelAsync;
        return Task.Run(async () =>
        {
            while (!source.IsCancellationRequested)
            {
                await folder.FoldAllAsync(CancellationToken.None);
                await Task.Yield();
            }
            source.Dispose();
        });
    }

    private static async Task SendAsync(TestDatabase database, IEnumerable<RecordInput> inputs)
    {
        var intake = database.Get<IRecordIntake>();
        foreach (var part in inputs.Chunk(37))
        {
            var rows = part.Select((input, i) => new ParsedRow(i + 1, input, [], [])).ToAsyncEnumerable();
            var result = await intake.RunAsync(
                rows,
                new(RecordStream.Cases) { Scope = UnitScope.Everything },
                cancellation: TestContext.Current.CancellationToken
            );
            Assert.Empty(result.Errors);
        }
    }
}
