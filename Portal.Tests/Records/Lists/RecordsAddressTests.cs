using Portal.Domain.Catalogue;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Records.Lists;

namespace Portal.Tests.Records.Lists;

public sealed class RecordsAddressTests
{
    public static TheoryData<string> Addresses =>
        [
            "/cases",
            "/appeals?unit=350103002",
            "/cases?unit=350103&structure=then&own=true&from=2014-01&to=2014-10&basis=closed&measure=onTheSpot",
            "/cases?from=2014-03-03&to=2014-03-09&item=L-20-6&department=D-CIVIL&channel=online&mode=greenChannel&kind=licence",
            "/cases?item=none&department=none&mode=none&rating=none",
            "/appeals?open=true&overdue=false&due=5&onTheSpot=false&rating=1,2&outcome=withdrawn&appealSource=hotline12345",
            "/cases?source=approval&caseNo=A-1&asOf=2014-10-31T10%3A00%3A00.5Z&sort=due",
            "/cases?sort=-used&after=1440.7",
            "/cases?unit=350103&to=2014-10&channel=none&measure=backlog&counted=true",
            "/cases?sort=closed&after=.12",
            "/cases?hide=mode,used",
        ];

    [Theory, MemberData(nameof(Addresses))]
    public void ToUri_OfParsed_IsTheSame(string address)
    {
        var parsed = RecordsAddress.Parse(address);

        Assert.Equal("", parsed.InvalidParts);
        Assert.Equal(address, parsed.ToUri());
    }

    [Fact]
    public void Parse_ToUri_IsTheSameAddress()
    {
        var address = new RecordsAddress
        {
            Stream = RecordStream.Appeals,
            Unit = "A&B=ü 街",
            Structure = RecordStructure.Then,
            Own = true,
            From = new(2014, 2, 2),
            To = new(2014, 2, 28),
            Basis = RecordBasis.Closed,
            Item = "I#1",
            Channel = Channel.Proxy,
            Kind = ItemKind.PublicService,
            Open = false,
            Due = 0,
            Rating = "3,5",
            Source = "a/b?c",
            CaseNo = "№ 7+8",
            Measure = RecordMeasure.BasicallySatisfied,
            AsOf = new(2014, 10, 31, 2, 0, 0, TimeSpan.Zero),
            Order = new(RecordSort.Closed, Descending: true),
            Hidden = "mode,used",
        };

        Assert.Equal(address, RecordsAddress.Parse(address.ToUri()));
    }

    [Fact]
    public void Parse_Nonsense_TakesDefaultsAndNamesIt()
    {
        var address = RecordsAddress.Parse(
            "/cases?from=2014-13&to=x&channel=9&open=maybe&due=-1&rating=1,6&measure=joy"
                + "&asOf=now&sort=colour&after=x&mode=flying&hide=colour,caseNo"
        );

        Assert.Equal(
            "from, to, mode, channel, open, due, rating, measure, asOf, sort, after, hide".Split(", ").Order(),
            address.InvalidParts.Split(", ").Order()
        );
        Assert.Equal("/cases", (address with { InvalidParts = "" }).ToUri());
    }

    [Fact]
    public void Toggled_ThereAndBack_IsTheSameAddress()
    {
        var address = RecordsAddress.Parse("/appeals?unit=350103&hide=used,mode,used");
        Assert.Equal("/appeals?unit=350103&hide=mode,used", address.ToUri());
        Assert.False(address.Shows(RecordColumn.Used));

        var shown = address.Toggled(RecordColumn.Used);

        Assert.True(shown.Shows(RecordColumn.Used));
        Assert.Equal("/appeals?unit=350103", shown.Toggled(RecordColumn.Mode).ToUri());
        Assert.Equal(address, shown.Toggled(RecordColumn.Used));
    }

    [Fact]
    public void Parse_EndBeforeBeginning_IsInvalid()
    {
        var address = RecordsAddress.Parse("/cases?from=2014-10&to=2014-09");

        Assert.Equal("to", address.InvalidParts);
        Assert.Equal(("2014-10-01", null), (address.From?.ToString("O"), address.To));
    }

    [Fact]
    public void OfRecord_OfAList_HoldsTheListsQuery()
    {
        var list = RecordsAddress.Parse("/cases?unit=350103&measure=overdue");

        Assert.Equal("/cases/a/1?list=unit%3D350103%26measure%3Doverdue", list.OfRecord("a", "1"));
        Assert.Equal("/appeals/a/1", RecordsAddress.Parse("/appeals").OfRecord("a", "1"));
    }

    [Fact]
    public void OfRecord_EscapesSourceAndNumber() =>
        Assert.Equal("/cases/a%2Fb/%E2%84%96%201%3F", RecordsAddress.OfRecord(RecordStream.Cases, "a/b", "№ 1?"));
}
