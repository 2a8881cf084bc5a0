using Portal.Domain.Figures.Reminders;

namespace Portal.Tests.Figures;

public sealed class ReminderPlanTests
{
    [Theory]
    [InlineData(-5, null)] // five working days are left
    [InlineData(-4, null)]
    [InlineData(-3, -3)]
    [InlineData(-2, -3)] // the job did not run the day before: the reminder is sent late
    [InlineData(-1, -1)]
    [InlineData(0, -1)]
    [InlineData(1, 1)]
    [InlineData(5, 1)]
    [InlineData(6, 6)]
    [InlineData(11, 11)]
    [InlineData(16, 16)]
    [InlineData(20, 16)]
    [InlineData(21, null)]
    public void StepAt_SoManyWorkdaysLate_IsTheLatestThatCame(int workdaysLate, int? expected) =>
        Assert.Equal(expected, ReminderPlan.StepAt(workdaysLate));
}
