using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Tests.Support;

/// <summary>Sends records through the real intake, and folds what they change.</summary>
internal static class RecordMessages
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<IntakeResult> SendCasesAsync(this TestDatabase database, params RecordInput[] inputs) =>
        database.SendAsync(new IntakeOptions(RecordStream.Cases) { Scope = UnitScope.Everything }, inputs);

    public static Task<IntakeResult> SendAppealsAsync(this TestDatabase database, params RecordInput[] inputs) =>
        database.SendAsync(new IntakeOptions(RecordStream.Appeals) { Scope = UnitScope.Everything }, inputs);

    public static async Task<IntakeResult> SendAsync(this TestDatabase database, IntakeOptions options, params RecordInput[] inputs)
    {
        var rows = inputs.Select((input, i) => new ParsedRow(i + 1, input, [], [])).ToAsyncEnumerable();
        var result = await database.Get<IRecordIntake>().RunAsync(rows, options, cancellation: Token);
        await database.Get<MetricsFolder>().FoldAllAsync(Token);
        return result;
    }

    public static Task<IReadOnlyList<MetricRow>> ReadAsync(this TestDatabase database, MetricQuery query) =>
        database.Get<IMetricsReader>().ReadAsync(UnitScope.Everything, query, Token);

    /// <summary>The figures of a unit without a breakdown.</summary>
    public static async Task<FigureSet> FiguresAsync(this TestDatabase database, MetricQuery query) =>
        Assert.Single(await database.ReadAsync(query with { By = MetricBy.None })).Figures;
}
