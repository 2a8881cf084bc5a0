using Bunit;
using Portal.Controls;
using Portal.Tests.Support;

namespace Portal.Tests.Controls;

public sealed class MonthPickerTests : PortalTestContext
{
    private readonly List<DateOnly?> _chosen = [];

    [Fact]
    public async Task Typed_IsTheFirstDayOfTheMonth()
    {
        var picker = Picker(new(2014, 10, 1), required: true);
        Assert.Equal("2014-10", picker.Find("input").GetAttribute("value"));
        await picker.Find("input").ChangeAsync(new() { Value = "2013-02" });
        Assert.Equal([new DateOnly(2013, 2, 1)], _chosen);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2014-13")]
    [InlineData("soon")]
    public async Task Typed_WhatIsNoMonth_LeavesTheOneBefore(string text)
    {
        var picker = Picker(new(2014, 10, 1), required: true);
        await picker.Find("input").ChangeAsync(new() { Value = text });
        Assert.Empty(_chosen);
        Assert.Equal("2014-10", picker.Find("input").GetAttribute("value"));
    }

    [Fact]
    public async Task Emptied_WhereNoneIsNeeded_IsNone()
    {
        var picker = Picker(new(2014, 10, 1), required: false);
        await picker.Find("input").ChangeAsync(new() { Value = "" });
        Assert.Equal([null], _chosen);
    }

    [Fact]
    public void Shown_OrGivenAnotherMonth_ReportsNothing()
    {
        var picker = Picker(new(2014, 10, 1), required: true);
        picker.Render(p => p.Add(m => m.Value, new DateOnly(2014, 9, 1)));
        Assert.Equal("2014-09", picker.Find("input").GetAttribute("value"));
        Assert.Empty(_chosen);
    }

    [Fact]
    public void Field_IsNamedByItsLabel()
    {
        var picker = Picker(null, required: false);
        Assert.Equal(picker.Find("label").GetAttribute("for"), picker.Find("input").Id);
    }

    private IRenderedComponent<MonthPicker> Picker(DateOnly? month, bool required) =>
        Render<MonthPicker>(p =>
            p.Add(m => m.Name, "first")
                .Add(m => m.Label, "起始月份")
                .Add(m => m.Value, month)
                .Add(m => m.IsRequired, required)
                .Add(m => m.ValueChanged, _chosen.Add)
        );
}
