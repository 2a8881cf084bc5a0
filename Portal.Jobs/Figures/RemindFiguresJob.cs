using Hangfire;
using Portal.Domain.Figures.Reminders;
using Portal.Jobs.Running;

namespace Portal.Jobs.Figures;

/// <summary>
/// On the mornings of working days, sends reminders of sheets near or past their deadline. Safe to repeat: each reminder is sent once.
/// </summary>
[Queue(JobQueues.Default)]
public sealed class RemindFiguresJob(FigureReminders reminders)
{
    public Task RunAsync(CancellationToken stop) => reminders.RemindDueAsync(stop);
}
