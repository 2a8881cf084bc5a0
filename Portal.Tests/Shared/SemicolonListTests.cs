using Portal.Domain.Shared;

namespace Portal.Tests.Shared;

public sealed class SemicolonListTests
{
    [Fact]
    public void Text_WithSemicolonsOfBothWidths_IsDividedAtEach()
    {
        var parts = SemicolonList.Parse(" yyyy-MM-dd; yyyy/M/d；; ");

        Assert.Equal(["yyyy-MM-dd", "yyyy/M/d"], parts);
        Assert.Equal(parts, SemicolonList.Parse(SemicolonList.Join(parts)));
    }
}
