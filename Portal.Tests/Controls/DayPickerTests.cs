using Bunit;
using Portal.Controls;
using Portal.Tests.Support;

namespace Portal.Tests.Controls;

public sealed class DayPickerTests : PortalTestContext
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

    [Fact]
    public async Task Typed_WhereDaysAreChosen_IsThatDay()
    {
        var picker = Picker(new(2014, 10, 1), required: true, ofMonths: false);
        Assert.Equal("2014-10-01", picker.Find("input").GetAttribute("value"));
        await picker.Find("input").ChangeAsync(new() { Value = "2014-10-31" });
        Assert.Equal([new DateOnly(2014, 10, 31)], _chosen);
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

    private IRenderedComponent<DayPicker> Picker(DateOnly? value, bool required, bool ofMonths = true) =>
        Render<DayPicker>(p =>
            p.Add(m => m.Name, "first")
                .Add(m => m.Label, "起始月份")
                .Add(m => m.Value, value)
                .Add(m => m.IsRequired, required)
                .Add(m => m.OfMonths, ofMonths)
                .Add(m => m.ValueChanged, _chosen.Add)
        );
}
