using CsCheck;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Tests.Figures;
using Portal.Tests.Figures.Forms;
using Portal.Tests.Support;

namespace Portal.Tests.Metrics.Contents;

/// <summary>A district in which units moved and went and one reports a month itself, with random records and random questions.</summary>
internal static class ChangedDistrict
{
    private static readonly string[] s_units =
    [
        SampleData.Community,
        SampleData.SecondCommunity,
        SampleData.OtherCommunity,
        SampleData.Street,
        SampleData.OtherStreet,
        SampleData.Department,
        SampleData.District,
    ];

    private static readonly DateOnly s_first = new(2014, 1, 20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Gen<RecordInput> Record =>
        from number in Gen.Int[1, 1_000_000]
        from unit in Gen.Int[0, s_units.Length - 1].Select(i => s_units[i])
        from channel in Gen.Enum<Channel>()
        from minute in Gen.Int[0, 280 * 24 * 60]
        from used in Gen.Int[0, 30 * 24 * 60]
        from closed in Gen.Bool
        from withdrawn in Gen.Int[0, 9]
        from grade in Gen.Int[1, 5]
        let at = SampleData.Local(2014, 1, 20).AddMinutes(minute)
        let isClosed = closed && at.AddMinutes(used) < SampleData.Now
        select new RecordInput
        {
            Source = "own",
            CaseNo = $"{number}",
            UnitCode = unit,
            ItemCode = SampleData.Licence,
            Channel = channel,
            AcceptedAt = at,
            ClosedAt = isClosed ? at.AddMinutes(used) : null,
            Outcome = isClosed && withdrawn == 0 ? CaseOutcome.Withdrawn : null,
            Satisfaction = isClosed ? (byte)grade : null,
        };

    public static Gen<MetricQuery> Query(int[] units) =>
        from unit in Gen.Int[0, units.Length - 1].Select(i => units[i])
        from start in Gen.Int[0, 280]
        from length in Gen.OneOf(Gen.Int[0, 40], Gen.Int[0, 280])
        from whole in Gen.Bool
        from basis in Gen.Enum<MetricBasis>()
        from structure in Gen.Enum<MetricStructure>()
        from stream in Gen.Enum<RecordStream>()
        from channel in Gen.Frequency((3, Gen.Const((Channel?)null)), (1, Gen.Const((Channel?)Channel.Online)))
        from asOf in Gen.Frequency((6, Gen.Const((DateTimeOffset?)null)), (1, Gen.Const((DateTimeOffset?)SampleData.Local(2014, 7, 7))))
        let first = s_first.AddDays(start)
        let last = first.AddDays(length)
        select new MetricQuery
        {
            UnitId = unit,
            Period = whole
                ? new MetricPeriod(new(first.Year, first.Month, 1), new DateOnly(last.Year, last.Month, 1).AddMonths(1).AddDays(-1))
                : new MetricPeriod(first, last),
            Basis = basis,
            Structure = structure,
            Stream = stream,
            Channel = channel,
            AsOf = asOf,
        };

    /// <summary>Cases and appeals of every unit; then a community moves, another is dissolved, and one reports September itself.</summary>
    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind)
    {
        var database = await TestDatabase.CreateSeededAsync(kind);
        await database.AddFullFormAsync();
        await database.SendCasesAsync(Record.Array[700].Single());
        await database.SendAppealsAsync(Record.Array[150].Single());
        await using (var db = database.Open())
        {
            var moved = await db.Units.Include(u => u.Versions).SingleAsync(u => u.Id == SampleData.CommunityId, Token);
            var old = moved.Versions[0];
            old.ValidTo = new(2014, 5, 14);
            moved.Versions.Add(
                new UnitVersion
                {
                    Name = old.Name,
                    Kind = old.Kind,
                    ParentId = SampleData.OtherStreetId,
                    ValidFrom = new(2014, 5, 15),
                }
            );
            var dissolved = await db.Units.Include(u => u.Versions).SingleAsync(u => u.Id == SampleData.SecondCommunityId, Token);
            dissolved.Versions[0].ValidTo = new(2014, 8, 31);
            await db.SaveChangesAsync(Token);
            await database.ReferenceChangedAsync();
        }
        await database.Get<MetricsAudit>().RebuildAsync(Token);
        Assert.True(
            await database
                .Get<SourcesOfRecord>()
                .SetAsync(Actor.System, SampleData.Community, RecordStream.Cases, new(2014, 9, 1), FigureSource.Reported, Token)
        );
        var september = FullForm.Key(month: new(2014, 9, 1));
        await database.TypeAsync(FullForm.Office, september, ("accepted", "40"), ("closed", "30"));
        await database.ApproveAsync(september);
        await database.Get<MetricsFolder>().FoldAllAsync(Token);
        return database;
    }
}
