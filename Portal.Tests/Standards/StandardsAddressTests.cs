using Portal.Standards;

namespace Portal.Tests.Standards;

public sealed class StandardsAddressTests
{
    [Theory]
    [InlineData("/standards")]
    [InlineData("/standards?on=2014-10-31&unit=350103001&kind=streetCentre")]
    public void Address_ReadAndWritten_IsTheSame(string address) => Assert.Equal(address, StandardsAddress.Parse(address).ToUri());

    [Fact]
    public void Address_WithWhatIsNoFilter_FiltersNothing() =>
        Assert.Equal(new StandardsAddress(), StandardsAddress.Parse("/standards?on=soon&kind=castle&unit="));
}
