using System.Globalization;
using MudBlazor;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Support;

public sealed class PortalTestContextTests : PortalTestContext
{
    [Fact]
    public void Culture_NotNamed_IsChinese() => Assert.Equal("zh-CN", CultureInfo.CurrentUICulture.Name);

    [Fact, UseCulture("en")]
    public void Culture_Named_IsThatOne() => Assert.Equal("en", CultureInfo.CurrentUICulture.Name);

    [Fact]
    public void Render_MudBlazorComponent_Shows() =>
        Assert.Contains("61,906", Render<MudText>(p => p.AddChildContent("61,906")).Markup, StringComparison.Ordinal);
}
