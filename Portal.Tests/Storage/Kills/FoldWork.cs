using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Signals;
using Portal.Tests.Support;

namespace Portal.Tests.Storage.Kills;

/// <summary>Folds the changes of new records, each changed once; acknowledges the version of the figures of each transaction.</summary>
internal sealed class FoldWork : KilledWork
{
    // With full counts enough for several transactions.
    private static readonly int s_records = Requirements.Full ? 20_000 : 6_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public override int LastStep => Requirements.Full ? 2 : 0;

    public override async Task PrepareAsync(TestDatabase database)
    {
        var inputs = Enumerable.Range(1, s_records).Select(Input).ToList();
        await SendAsync(database, inputs);
        await SendAsync(database, inputs.Select(i => i with { ClosedAt = SampleData.Local(2014, 10, 30), Satisfaction = 4 }));
    }

    public override async Task WorkAsync(TestDatabase database, Action<string> acknowledge)
    {
        using var folded = database
            .Get<WakeSignals>()
            .Subscribe(WakeTopic.MetricsChanged, version => acknowledge(version.ToString(CultureInfo.InvariantCulture)));
        await database.Get<MetricsFolder>().FoldAllAsync(Token);
    }

    public override async Task CheckAsync(TestDatabase database, IReadOnlyList<string> acknowledged)
    {
        await using var db = database.Open();
        var version = await db.MetricsStates.Select(s => s.Version).SingleAsync(Token);
        if (acknowledged.Count > 0)
            Assert.InRange(version - long.Parse(acknowledged[^1], CultureInfo.InvariantCulture), 0, 1);
        // Cells and outbox were verified together, so no change was lost or counted twice.
        await database.Get<MetricsFolder>().FoldAllAsync(Token);
        Assert.False(await database.Get<MetricsFolder>().AnyWaitingAsync(Token));
        var cohort = (
            await database.FiguresAsync(new() { UnitId = SampleData.DistrictId, Period = new(new(2014, 10, 1), new(2014, 10, 31)) })
        ).Cohort;
        Assert.Equal((s_records, s_records, s_records), (cohort.Accepted, cohort.Closed, cohort.Rated));
    }

    private static async Task SendAsync(TestDatabase database, IEnumerable<RecordInput> inputs)
    {
        var rows = inputs.Select((input, i) => new ParsedRow(i + 1, input, [], [])).ToAsyncEnumerable();
        var options = new IntakeOptions(RecordStream.Cases) { Scope = UnitScope.Everything };
        Assert.Empty((await database.Get<IRecordIntake>().RunAsync(rows, options, cancellation: Token)).Errors);
    }

    private static RecordInput Input(int number) =>
        SampleData.Input(number.ToString(CultureInfo.InvariantCulture)) with
        {
            UnitCode = number % 2 == 0 ? SampleData.Community : SampleData.OtherCommunity,
            AcceptedAt = SampleData.Local(2014, 10, 1 + (number % 28)),
        };
}
