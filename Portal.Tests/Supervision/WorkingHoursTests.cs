using Portal.Domain.Supervision.Clocks;

namespace Portal.Tests.Supervision;

public sealed class WorkingHoursTests
{
    [Theory]
    [InlineData("08:30-12:00;14:30-17:30", "08:30-12:00;14:30-17:30", 390)]
    [InlineData(" 8:30 - 12:00 ； 14:30–17:30 ", "08:30-12:00;14:30-17:30", 390)]
    [InlineData("00:00-24:00", "00:00-24:00", 1440)]
    public void Parse_SpansOfADay_ReadsThem(string text, string written, int minutes)
    {
        var hours = WorkingHours.Parse(text);

        Assert.Equal(written, hours.ToString());
        Assert.Equal(TimeSpan.FromMinutes(minutes), hours.PerDay);
        Assert.Equal(hours, WorkingHours.Parse(written));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(";")]
    [InlineData("08:30")]
    [InlineData("12:00-08:30")] // ends before it begins
    [InlineData("08:30-08:30")]
    [InlineData("08:30-12:00;12:00-17:30")] // touch: one span, written as two
    [InlineData("08:30-12:00;11:00-17:30")]
    [InlineData("14:30-17:30;08:30-12:00")] // out of order
    [InlineData("08:30-25:00")]
    [InlineData("22:00-06:00")] // of two days
    [InlineData("1:00-2:00;3:00-4:00;5:00-6:00;7:00-8:00;9:00-10:00;11:00-12:00;13:00-14:00")] // seven
    public void TryParse_AnythingElse_IsFalse(string? text) => Assert.False(WorkingHours.TryParse(text, out _));
}
