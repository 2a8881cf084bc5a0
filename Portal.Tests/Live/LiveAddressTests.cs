using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Live.Views;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Live;

public sealed class LiveAddressTests
{
    public static TheoryData<string> Addresses =>
        [
            "/live",
            "/live?unit=350103002",
            "/live?unit=350103&from=2014-01&to=2014-10",
            "/live?from=2014-03-03&to=2014-03-09&stream=appeals&channel=online",
            "/live?unit=350103&compare=year&focus=timeRatio&group=department",
            "/live/onTheSpotRatio?unit=350103&from=2014-10&to=2014-10",
        ];

    [Theory, MemberData(nameof(Addresses))]
    public void ToUri_OfParsed_IsTheSame(string address) => Assert.Equal(address, LiveAddress.Parse(address).ToUri());

    [Fact]
    public void Parse_ToUri_IsTheSameAddress()
    {
        var address = new LiveAddress
        {
            Unit = "A&B=ü 街",
            Period = new(new(2014, 2, 1), new(2014, 2, 28)),
            Stream = RecordStream.Appeals,
            Channel = Channel.Proxy,
            Compare = MetricComparison.Year,
            Focus = MetricName.SatisfactionRatio,
            Group = UnitKind.Street,
        };

        Assert.Equal(address, LiveAddress.Parse(address.ToUri()));
    }

    [Fact]
    public void Parse_Nonsense_TakesDefaultsAndNamesIt()
    {
        var address = LiveAddress.Parse("/live?from=2014-13&to=x&stream=letters&channel=9&compare=&focus=joy");

        Assert.Equal("from, to, stream, channel, focus", address.InvalidParts);
        Assert.Equal("/live", (address with { InvalidParts = "" }).ToUri());
    }

    [Fact]
    public void Parse_OneBoundAlone_IsThatMonth() =>
        Assert.Equal(new(new(2014, 10, 1), new(2014, 10, 31)), LiveAddress.Parse("/live?from=2014-10").Period);
}
