using CsCheck;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Metrics;

public sealed class MetricDeltaCodecTests
{
    private static readonly Gen<CountingPlace> s_places = Gen.Select(
        Gen.Enum<RecordStream>(),
        Gen.Enum<CellBasis>(),
        Gen.Int[1, int.MaxValue],
        Gen.Int[0, DateOnly.MaxValue.DayNumber],
        Gen.Int[0, int.MaxValue],
        Gen.Int[0, int.MaxValue],
        Gen.Enum<Channel>(),
        (stream, basis, unit, day, item, department, channel) =>
            new CountingPlace(stream, basis, unit, DateOnly.FromDayNumber(day), item, department, channel)
    );

    private static readonly Gen<MetricChange> s_changes = Gen.Select(
        s_places,
        Gen.Frequency((4, Gen.Const(0L)), (3, Gen.Long[-3, 3]), (1, Gen.Long)).Array[MeasureColumns.Count],
        (place, values) => new MetricChange(place, MeasureColumns.Read(values))
    );

    [Fact]
    public void Decode_OfEncode_IsTheSame() =>
        s_changes.Array[0, 20].Sample(changes => Assert.Equal(changes, MetricDeltaCodec.Decode(MetricDeltaCodec.Encode(changes))));

    [Fact]
    public void Decode_CutOffAnywhere_IsNoticedOrAWholeNumberOfChanges() =>
        s_changes
            .Array[1, 3]
            .Sample(
                changes =>
                {
                    var bytes = MetricDeltaCodec.Encode(changes);
                    for (var length = 1; length < bytes.Length; length++)
                    {
                        try
                        {
                            var read = MetricDeltaCodec.Decode(bytes[..length]).ToArray();
                            Assert.True(read.Length < changes.Length);
                            Assert.Equal(changes[..read.Length], read);
                        }
                        catch (InvalidDataException)
                        {
                            // Noticed.
                        }
                    }
                },
                iter: 50
            );

    [Fact]
    public void Decode_AnotherFormat_IsRefused()
    {
        Assert.Throws<InvalidDataException>(() => MetricDeltaCodec.Decode([]).ToArray());
        Assert.Throws<InvalidDataException>(() => MetricDeltaCodec.Decode([2, 1, 1]).ToArray());
    }

    [Fact]
    public void Encode_OneCaseClosedOnTheSpot_IsSmall()
    {
        var change = new MetricChange(
            new(RecordStream.Cases, CellBasis.Accepted, 12, new(2014, 10, 31), 237, 20, Channel.Window),
            new()
            {
                Accepted = 1,
                Closed = 1,
                OnTheSpot = 1,
                Due = 1,
            }
        );
        Assert.InRange(MetricDeltaCodec.Encode([change]).Length, 1, 20);
    }
}
