using System.Net;
using Portal.Tests.Demonstration;
using Portal.Tests.Figures.Forms;
using Portal.Tests.Support;

namespace Portal.Tests.Figures;

/// <summary>Users of a street see only their street and the units below on the pages of figures.</summary>
[Needs(Resource.Database)]
public sealed class FigurePagesScopeTests(FiguresApiTests.World world) : IClassFixture<FiguresApiTests.World>
{
    private static readonly string[] s_others = [SampleData.OtherCommunity, "后洲", "三通", "台江区"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/figures")]
    [InlineData("/figures?view=board&year=2014")]
    [InlineData("/figures?view=list&month=2014-09")]
    [InlineData("/approvals")]
    [InlineData("/figures/reconciliation?month=2014-09")]
    [InlineData("/figures/reconciliation?month=2014-09&unit=" + SampleData.OtherStreet)]
    [InlineData("/figures/reconciliation?month=2014-09&unit=" + SampleData.District)]
    [InlineData("/figures?view=board&year=2014&unit=" + SampleData.OtherStreet)]
    [InlineData("/figures?view=list&unit=" + SampleData.District)]
    [InlineData($"/figures/{FullForm.Code}/{SampleData.OtherCommunity}/2014-09")]
    [InlineData($"/figures/{FullForm.Code}/{SampleData.OtherCommunity}/2014-09/template.xlsx")]
    public async Task Page_ForAStreet_HoldsNothingOfOthers(string address)
    {
        using var answer = await PortalInstance.GetAsync(world.StreetClerk, address);
        Assert.InRange((int)answer.StatusCode, 200, 499);
        var text = WebUtility.HtmlDecode(await PortalInstance.TextAsync(answer));
        // Identifiers of components are random hexadecimal digits and may contain these four.
        Assert.DoesNotMatch("(?<![0-9a-f])4711(?![0-9a-f])", text);
        foreach (var other in s_others.Where(o => !address.Contains(o, StringComparison.Ordinal)))
            Assert.DoesNotContain(other, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sheet_OfACommunityBelow_IsShownAndItsTemplateGiven()
    {
        using var page = await PortalInstance.GetAsync(world.StreetClerk, $"/figures/{FullForm.Code}/{SampleData.Community}/2014-09");
        Assert.Contains("data-cell=\"accepted\"", await PortalInstance.TextAsync(page), StringComparison.Ordinal);
        using var template = await PortalInstance.GetAsync(
            world.StreetClerk,
            $"/figures/{FullForm.Code}/{SampleData.Community}/2014-09/template.xlsx"
        );
        Assert.Equal(HttpStatusCode.OK, template.StatusCode);
        Assert.Equal("PK"u8.ToArray(), (await template.Content.ReadAsByteArrayAsync(Token))[..2]);
    }
}
