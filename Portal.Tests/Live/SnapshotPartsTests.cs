using System.Globalization;
using Portal.Domain.Records;
using Portal.Live.Snapshots;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Live;

public sealed class SnapshotPartsTests
{
    private readonly LiveSnapshot _snapshot = Snapshot();
    private int _made;

    [Fact, UseCulture("en")]
    public void Part_SameForEverybody_IsMadeOnce()
    {
        Assert.Same(Part(_snapshot, (1, "a")), Part(_snapshot, (1, "a")));
        Assert.Equal(1, _made);
    }

    [Fact, UseCulture("en")]
    public void Part_OfAnotherKeySnapshotOrLanguage_IsAnother()
    {
        var part = Part(_snapshot, (1, "a"));

        Assert.NotSame(part, Part(_snapshot, (2, "a")));
        Assert.NotSame(part, Part(Snapshot(), (1, "a")));
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        Assert.NotSame(part, Part(_snapshot, (1, "a")));
    }

    [Fact]
    public void Part_MakingFailed_IsTriedAgain()
    {
        Assert.Throws<InvalidOperationException>(() =>
            SnapshotParts.Of<object>(_snapshot, null, () => throw new InvalidOperationException("broken"))
        );

        Assert.NotNull(Part(_snapshot, null));
    }

    private object Part(LiveSnapshot snapshot, object? key) =>
        SnapshotParts.Of(
            snapshot,
            key,
            () =>
            {
                _made++;
                return new object();
            }
        );

    private static LiveSnapshot Snapshot() =>
        new()
        {
            Key = new(SampleData.DistrictId, FakeFigures.Period, RecordStream.Cases),
            Version = 1,
            ReadAt = SampleData.Now,
            Trend = [],
            PreviousTrend = [],
            YearBeforeTrend = [],
            Groups = [],
            HeatMonths = [],
            Departments = [],
            Items = [],
            Channels = [],
            Latest = [],
        };
}
