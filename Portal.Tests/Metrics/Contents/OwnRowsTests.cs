using CsCheck;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Metrics.Contents;

/// <summary>The rows by unit, with what the unit holds itself, add up to the unit.</summary>
public sealed class OwnRowsTests
{
    private static readonly int s_questions = Requirements.Full ? 3_000 : 150;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task ByUnit_RandomQuestions_AddUpToTheUnit(DatabaseKind kind)
    {
        await using var database = await ChangedDistrict.CreateAsync(kind);
        var reference = await database.Get<IReferenceReader>().GetAsync(Token);
        var own = 0;

        foreach (var query in ChangedDistrict.Query([.. reference.Units.All.Select(u => u.Id)]).Array[s_questions].Single())
        {
            var whole = await database.FiguresAsync(query);
            var rows = await database.ReadAsync(query with { By = MetricBy.Unit });
            var months = await database.ReadAsync(query with { By = MetricBy.Unit, Monthly = true });

            Assert.Equal(whole.Cohort, rows.Aggregate(default(Measures), (sum, row) => sum + row.Figures.Cohort));
            Assert.Equal(whole.Cohort, months.Aggregate(default(Measures), (sum, row) => sum + row.Figures.Cohort));
            Assert.Equal(whole.Accepted, rows.Aggregate(default(RecordCounts), (sum, row) => sum + row.Figures.Accepted));
            Assert.Equal(whole.ClosedInPeriod, rows.Aggregate(default(RecordCounts), (sum, row) => sum + row.Figures.ClosedInPeriod));
            Assert.Equal(whole.Backlog, rows.Sum(row => row.Figures.Backlog));
            Assert.Equal(rows.Select(r => r.Key).Distinct(), rows.Select(r => r.Key));
            Assert.All(rows, row => Assert.Equal(row.IsOwn, row.UnitId == query.UnitId));
            own += rows.Count(row => row.IsOwn && rows.Count > 1);
        }
        Assert.True(own > s_questions / 20, "Hardly any unit had a row of its own beside others.");
    }

    [Theory, Databases]
    public async Task ByUnit_OfToday_ListsNoDissolvedUnit_AndKeepsItsRecordsInTheOwnRow(DatabaseKind kind)
    {
        await using var database = await ChangedDistrict.CreateAsync(kind);
        var query = new MetricQuery
        {
            UnitId = SampleData.StreetId,
            Period = new(new(2014, 1, 1), new(2014, 10, 31)),
            By = MetricBy.Unit,
        };

        var then = await database.ReadAsync(query);
        var today = await database.ReadAsync(query with { Structure = MetricStructure.Today });

        Assert.Contains(then, row => row.UnitId == SampleData.SecondCommunityId);
        var own = Assert.Single(today); // the one community moved away, the other is dissolved
        Assert.True(own.IsOwn);
        Assert.Equal(
            then.Where(row => row.UnitId != SampleData.CommunityId).Sum(row => row.Figures.Cohort.Accepted),
            own.Figures.Cohort.Accepted
        );
    }

    [Fact]
    [Needs(Resource.Database)]
    public async Task ByUnit_AUnitWithOlderRecordsAlone_HasARowForItsBacklog()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await database.SendCasesAsync(
            SampleData.Input("1") with
            {
                AcceptedAt = SampleData.Local(2014, 9, 8),
            },
            SampleData.Input("2") with
            {
                UnitCode = SampleData.Street,
            }
        );

        var rows = await database.ReadAsync(
            new()
            {
                UnitId = SampleData.StreetId,
                Period = new(new(2014, 10, 1), new(2014, 10, 31)),
                By = MetricBy.Unit,
            }
        );

        Assert.Equal(
            [(SampleData.Street, 1L, 1L), (SampleData.Community, 0L, 1L)],
            rows.Select(row => (row.Key, row.Figures.Cohort.Accepted, row.Figures.Backlog!.Value))
        );
    }
}
