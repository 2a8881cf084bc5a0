using CsCheck;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Tests.Support;

namespace Portal.Tests.Metrics;

/// <summary>Queries that are read together have the same answers as alone, and as a plain sum of the cells.</summary>
public sealed class BatchedAnswersTests
{
    private static readonly int s_batches = Requirements.Full ? 2_000 : 60;
    private static readonly string[] s_units =
    [
        SampleData.Community,
        SampleData.SecondCommunity,
        SampleData.OtherCommunity,
        SampleData.Street,
        SampleData.OtherStreet,
        SampleData.District,
    ];
    private static readonly string[] s_items = [SampleData.Licence, SampleData.InstantItem, SampleData.CalendarItem, SampleData.HourItem];
    private static readonly DateOnly s_first = new(2012, 11, 20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Over two years, so that periods and their previous periods all have records.</summary>
    private static Gen<RecordInput> Record =>
        from number in Gen.Int[1, 1_000_000]
        from unit in Among(s_units)
        from item in Among(s_items)
        from channel in Among(Channel.Window, Channel.Online, Channel.Phone)
        from minute in Gen.Int[0, 700 * 24 * 60]
        from used in Gen.Int[0, 40 * 24 * 60]
        from closed in Gen.Bool
        let at = SampleData.Local(2012, 11, 20).AddMinutes(minute)
        select new RecordInput
        {
            Source = "batched",
            CaseNo = $"{number}",
            UnitCode = unit,
            ItemCode = item,
            Channel = channel,
            AcceptedAt = at,
            ClosedAt = closed && at.AddMinutes(used) < SampleData.Now ? at.AddMinutes(used) : null,
        };

    private static Gen<MetricPeriod> Period =>
        from start in Gen.Int[0, 720]
        from length in Gen.OneOf(Gen.Int[0, 40], Gen.Int[0, 720])
        from whole in Gen.Bool
        let first = s_first.AddDays(start)
        let last = first.AddDays(length)
        select whole
            ? new MetricPeriod(new(first.Year, first.Month, 1), new DateOnly(last.Year, last.Month, 1).AddMonths(1).AddDays(-1))
            : new MetricPeriod(first, last);

    private static Gen<MetricQuery> Query(int[] units) =>
        from unit in Among(units)
        from period in Period
        from split in Gen.Enum<MetricBy>()
        from basis in Gen.Enum<MetricBasis>()
        from structure in Gen.Enum<MetricStructure>()
        from stream in Gen.Enum<RecordStream>()
        from channel in Gen.Frequency((3, Gen.Const((Channel?)null)), (1, Gen.Const((Channel?)Channel.Online)))
        from monthly in Gen.Bool
        select new MetricQuery
        {
            UnitId = unit,
            Period = period,
            By = split,
            Basis = basis,
            Structure = structure,
            Stream = stream,
            Channel = split is MetricBy.Item or MetricBy.Department ? null : channel,
            Monthly = monthly && split == MetricBy.Unit,
        };

    [Theory, Databases]
    public async Task ReadMany_RandomQuestions_SayWhatEachSaysAlone(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await MoveAsync(database);
        await database.SendCasesAsync(Record.Array[800].Single());
        await database.SendAppealsAsync(Record.Array[100].Single());
        var reference = await database.Get<IReferenceReader>().GetAsync(Token);
        var all = await AllCellsAsync(database);
        var reader = database.Get<IMetricsReader>();
        var told = 0;

        foreach (var queries in Query([.. reference.Units.All.Select(u => u.Id)]).Array[1, 16].Array[s_batches].Single())
        {
            var together = await reader.ReadManyAsync(UnitScope.Everything, queries, Token);
            for (var i = 0; i < queries.Length; i++)
            {
                var alone = await reader.ReadAsync(UnitScope.Everything, queries[i], Token);
                var counted = new MetricsAnswer(queries[i], reference, database.Time.Today).Rows(all);
                Assert.Equal(counted, together[i]);
                Assert.Equal(counted, alone);
                told += counted.Count;
            }
        }
        Assert.True(told > s_batches, "The questions were about nothing.");
    }

    /// <summary>Every stored cell, added up without a plan.</summary>
    private static async Task<CountedCells> AllCellsAsync(TestDatabase database)
    {
        await using var db = database.Open();
        var cells = await db.MetricCells.AsNoTracking().ToListAsync(Token);
        return new(cells.ToDictionary(c => new CellKey(c.Dimension, c.Stream, c.Basis, c.UnitId, c.Period, c.Key), c => c.Measures));
    }

    /// <summary>A community hung elsewhere before, so that the structures of the time and of today differ.</summary>
    private static async Task MoveAsync(TestDatabase database)
    {
        await using var db = database.Open();
        var unit = await db.Units.Include(u => u.Versions).SingleAsync(u => u.Id == SampleData.CommunityId, Token);
        var old = unit.Versions[0];
        old.ValidTo = new(2014, 3, 14);
        unit.Versions.Add(
            new UnitVersion
            {
                Name = old.Name,
                Kind = old.Kind,
                ParentId = SampleData.OtherStreetId,
                ValidFrom = new(2014, 3, 15),
            }
        );
        (await db.ReferenceStates.FindAsync([ReferenceState.SingleId], Token))!.Version++;
        await db.SaveChangesAsync(Token);
    }

    private static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
