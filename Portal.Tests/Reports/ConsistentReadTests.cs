using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Documents.Content;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Reports.CustomTables;
using Portal.Domain.Reports.Monthly;
using Portal.Tests.Support;

namespace Portal.Tests.Reports;

/// <summary>Records arrive while a report is read: its totals and their parts are of one moment.</summary>
[Needs(Resource.Database)]
public sealed class ConsistentReadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind, int> Disturbances =>
        new()
        {
            { DatabaseKind.Sqlite, 1 },
            { DatabaseKind.Sqlite, ConsistentRead.Attempts },
            { DatabaseKind.Postgres, 1 },
            { DatabaseKind.Postgres, ConsistentRead.Attempts },
        };

    [Theory, MemberData(nameof(Disturbances))]
    public async Task Report_ReadWhileRecordsCome_AddsUp(DatabaseKind kind, int disturbances)
    {
        await using var database = await CreateAsync(kind, MetricBy.None, disturbances);
        var report = (await database.Get<IReportWriter>().WriteAsync(MadeUpReports.October, ReportSamples.Chinese, Token))!.Document;

        var accepted = 2 + disturbances;
        Assert.Contains(
            $"台江区共受理服务事项{accepted}件",
            string.Join('\n', report.Sections.SelectMany(s => s.Blocks).OfType<ReportParagraph>().Select(p => p.Text)),
            StringComparison.Ordinal
        );
        Assert.Equal(accepted, report.Table("casesCounts").Rows[0].Cells[1].Number);
        foreach (var code in new[] { "casesByChannel", "casesByItem", "casesByCommunity" })
        {
            Assert.Equal(accepted, report.Table(code).Rows.Where(r => !r.IsTotal).Sum(r => r.Cells[1].Number));
        }
    }

    [Theory, MemberData(nameof(Disturbances))]
    public async Task AskedTable_ReadWhileRecordsCome_HasItsTotal(DatabaseKind kind, int disturbances)
    {
        await using var database = await CreateAsync(kind, MetricBy.Channel, disturbances);
        var query = new TableQuery
        {
            Unit = SampleData.District,
            From = new(2014, 10, 1),
            To = new(2014, 10, 1),
            Rows = TableRows.Channels,
            Metrics = [MetricName.Accepted],
        };
        var table = (await database.Get<TableReader>().ReadAsync(Actor.System, query, ReportSamples.Chinese, Token).DoneAsync()).Table;

        Assert.Equal(2 + disturbances, Assert.Single(table.Rows, r => r.IsTotal).Cells[1].Number);
    }

    private static async Task<TestDatabase> CreateAsync(DatabaseKind kind, MetricBy after, int disturbances)
    {
        var database = await TestDatabase.CreateSeededAsync(
            kind,
            services =>
            {
                var own = services.Last(s => s.ServiceType == typeof(IMetricsReader)).ImplementationType!;
                services.AddSingleton<IMetricsReader>(provider => new DisturbedReader(
                    (IMetricsReader)ActivatorUtilities.CreateInstance(provider, own)
                ));
            }
        );
        database.Clock.AdjustTime(MadeUpReports.Later);
        await database.SendCasesAsync(Input("1", Channel.Window), Input("2", Channel.Online));
        var reader = (DisturbedReader)database.Get<IMetricsReader>();
        reader.Disturb = async query =>
        {
            if (
                query.By == after
                && query is { UnitId: SampleData.DistrictId, Stream: RecordStream.Cases }
                && query.Period == MadeUpReports.October.Period
                && disturbances-- > 0
            )
                await database.SendCasesAsync(Input($"late{disturbances}", Channel.Window));
        };
        return database;
    }

    private static RecordInput Input(string caseNo, Channel channel) => SampleData.Input(caseNo) with { Channel = channel };

    /// <summary>Commits a record between two answers.</summary>
    private sealed class DisturbedReader(IMetricsReader own) : IMetricsReader
    {
        public Func<MetricQuery, Task>? Disturb { get; set; }

        public async Task<IReadOnlyList<MetricRow>> ReadAsync(UnitScope scope, MetricQuery query, CancellationToken cancellation = default)
        {
            var rows = await own.ReadAsync(scope, query, cancellation);
            if (Disturb is { } disturb)
                await disturb(query);
            return rows;
        }

        public Task<IReadOnlyList<MetricRow>> ReadUnitMonthsAsync(
            UnitScope scope,
            MetricQuery query,
            CancellationToken cancellation = default
        ) => own.ReadUnitMonthsAsync(scope, query, cancellation);

        public Task<IReadOnlyList<IReadOnlyList<MetricRow>>> ReadManyAsync(
            UnitScope scope,
            IReadOnlyList<MetricQuery> queries,
            CancellationToken cancellation = default
        ) => own.ReadManyAsync(scope, queries, cancellation);

        public Task<long> VersionAsync(CancellationToken cancellation = default) => own.VersionAsync(cancellation);
    }
}
