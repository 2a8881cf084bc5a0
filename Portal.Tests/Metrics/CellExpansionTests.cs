using CsCheck;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Records.Storage;
using Portal.Domain.Shared;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Metrics;

/// <summary>The fast ways of counting, packing and merging give the same results as the plain one.</summary>
public sealed class CellExpansionTests
{
    private const int Units = 6;

    private static readonly MetricsCalculator s_calculator = new(new DistrictTime(SampleData.Shanghai, TimeProvider.System));

    /// <summary>A district, two streets, and communities of which one changes over in the middle of a month.</summary>
    private static readonly UnitTree s_moving = new([
        UnitOf(1, (null, null)),
        UnitOf(2, (null, 1)),
        UnitOf(3, (null, 1)),
        UnitOf(4, (null, 2)),
        UnitOf(5, (null, 2), (new DateOnly(2014, 9, 17), 3)),
        UnitOf(6, (null, 3)),
    ]);

    private static readonly UnitTree s_still = new([
        UnitOf(1, (null, null)),
        UnitOf(2, (null, 1)),
        UnitOf(3, (null, 1)),
        UnitOf(4, (null, 2)),
        UnitOf(5, (null, 2)),
        UnitOf(6, (null, 3)),
    ]);

    private static readonly Gen<RecordFacts> s_records =
        from stream in Gen.Enum<RecordStream>()
        from unit in Gen.Int[1, Units]
        from item in Gen.Int[0, 3]
        from department in Gen.Int[0, 2]
        from channel in Gen.Enum<Channel>().Where(c => c != default)
        from accepted in Gen.Int[0, 40 * 24 * 60]
        from used in Gen.Int[0, 20 * 24 * 60].Nullable(0.3)
        from outcome in Gen.Enum<CaseOutcome>()
        from limit in Gen.Int[0, 15 * 24 * 60].Nullable(0.3)
        from statutory in Gen.Int[1, 30_000].Nullable(0.3)
        from grade in Gen.Byte[1, 5].Nullable(0.3)
        let time = new DistrictTime(SampleData.Shanghai, TimeProvider.System)
        let acceptedAt = SampleData.Local(2014, 8, 25).AddMinutes(accepted)
        let closedAt = used is { } minutes ? acceptedAt.AddMinutes(minutes) : (DateTimeOffset?)null
        let dueAt = limit is { } most ? time.EndOf(time.DayOf(acceptedAt.AddMinutes(most))) : (DateTimeOffset?)null
        select new RecordFacts
        {
            Stream = stream,
            UnitId = unit,
            ItemId = item,
            DepartmentId = department,
            Channel = channel,
            AcceptedAt = acceptedAt,
            AcceptedDay = time.DayOf(acceptedAt),
            ClosedAt = closedAt,
            ClosedDay = closedAt is { } at ? time.DayOf(at) : null,
            Outcome = closedAt is null ? null : outcome,
            DueAt = dueAt,
            StatutoryMinutes = statutory,
            UsedMinutes = closedAt is null ? null : used,
            Satisfaction = grade,
            Overdue = (closedAt ?? SampleData.Local(2014, 9, 20)) > dueAt,
        };

    private static readonly SourceRules s_rules = new([
        new()
        {
            UnitId = 4,
            Stream = RecordStream.Cases,
            FromMonth = new(2014, 9, 1),
            Source = FigureSource.Reported,
        },
    ]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Spread_OfRandomRecords_IsWhatEachComesToAlone(bool moving) =>
        s_records
            .Array[0, 200]
            .Sample(
                records =>
                {
                    var units = moving ? s_moving : s_still;
                    var counter = new CellCounter(s_calculator, s_rules, new CellExpansion(units));
                    foreach (var record in records)
                        counter.Add(record);

                    Assert.Equal(Plain(records, units), counter.Expansion.Spread().AsPairs());
                },
                iter: 200
            );

    [Fact]
    public void Spread_OfWholeMonths_IsWhatEachComesToAlone() =>
        Gen.Select(Gen.Int[1, Units], Gen.Int[0, 3], Gen.Enum<CellBasis>(), Gen.Int[-5, 5])
            .Array[0, 60]
            .Sample(
                months =>
                {
                    var (fast, plain) = (new CellExpansion(s_moving), new PlainCells(s_moving));
                    foreach (var (unit, month, basis, count) in months)
                    {
                        var place = CountingPlace.OfMonth(RecordStream.Cases, basis, unit, new DateOnly(2014, 8, 1).AddMonths(month));
                        fast.Add(place, new() { Accepted = count, Overdue = 1 });
                        plain.Add(place, new() { Accepted = count, Overdue = 1 });
                    }

                    Assert.Equal(plain.Cells, fast.Spread().AsPairs());
                },
                iter: 200
            );

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    public void Merge_OfRunsOfRandomParts_IsTheWhole(int blocksInMemory) =>
        s_records
            .Array[1, 400]
            .Sample(
                records =>
                {
                    using var blocks = new CellBlocks(blocksInMemory);
                    var runs = records
                        .Chunk(37)
                        .Select(part =>
                        {
                            var counter = new CellCounter(s_calculator, s_rules, new CellExpansion(s_moving));
                            foreach (var record in part)
                                counter.Add(record);
                            return CellRun.Of(blocks, counter.Expansion.Spread().Read());
                        })
                        .ToList();

                    var merged = new List<KeyValuePair<CellKey, Measures>>();
                    for (var cells = new CellMerge(runs, runs[..1]); cells.MoveNext(); )
                        merged.Add(new(CellKey.Unpack(cells.Key), cells.Expected));
                    Assert.Equal(blocksInMemory == 0, blocks.Spilled);
                    Assert.Equal(Plain(records, s_moving), merged);
                },
                iter: 50
            );

    [Fact]
    public void Run_OfAnyCells_GivesThemBack() =>
        Gen.Select(Gen.Enum<CellDimension>(), Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue], Gen.Long)
            .Array[0, 2_000]
            .Sample(
                cells =>
                {
                    var list = new CellList();
                    foreach (var (dimension, unit, period, key, value) in cells)
                    {
                        list.Add(
                            new CellKey(dimension, RecordStream.Appeals, CellBasis.Closed, unit, period, key).Packed,
                            new()
                            {
                                Accepted = value,
                                NotAccepted = -3,
                                Rated1 = value / 2,
                            }
                        );
                    }
                    list.Sort();
                    using var blocks = new CellBlocks();
                    var run = CellRun.Of(blocks, list.Read());
                    var read = new List<KeyValuePair<CellKey, Measures>>();
                    for (var at = run.Read(); at.MoveNext(); )
                        read.Add(new(CellKey.Unpack(at.Key), at.Sum));

                    Assert.Equal(list.AsPairs(), read);
                    Assert.Equal(run.Count, read.Count);
                },
                iter: 50
            );

    [Fact]
    public void Spread_OfAnUnknownUnit_IsRefused()
    {
        var expansion = new CellExpansion(s_still);
        expansion.Add(
            new CountingPlace(RecordStream.Cases, CellBasis.Accepted, 99, new(2014, 9, 1), 1, 1, Channel.Window),
            new() { Accepted = 1 }
        );

        Assert.Throws<KeyNotFoundException>(() => expansion.Spread());
    }

    private static IEnumerable<KeyValuePair<CellKey, Measures>> Plain(IEnumerable<RecordFacts> records, UnitTree units)
    {
        var plain = new PlainCells(units);
        foreach (var record in records)
        {
            s_calculator.Contribute(
                record,
                (place, measures) =>
                {
                    if (s_rules.At(place.UnitId, place.Stream, place.Day) == FigureSource.Records)
                        plain.Add(place, measures);
                }
            );
        }
        return plain.Cells;
    }

    private static Unit UnitOf(int id, params (DateOnly? From, int? Parent)[] versions)
    {
        var unit = new Unit { Id = id, Code = $"U{id}" };
        for (var i = 0; i < versions.Length; i++)
        {
            var to = i + 1 < versions.Length ? versions[i + 1].From!.Value.AddDays(-1) : (DateOnly?)null;
            unit.Versions.Add(
                new UnitVersion
                {
                    Name = unit.Code,
                    Kind = UnitKind.Street,
                    ParentId = versions[i].Parent,
                    ValidFrom = versions[i].From,
                    ValidTo = to,
                }
            );
        }
        return unit;
    }
}
