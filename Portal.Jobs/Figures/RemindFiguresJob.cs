using Hangfire;
using Portal.Domain.Figures.Reminders;
using Portal.Jobs.Running;

namespace Portal.Jobs.Figures;

/// <summary>Reminds on the mornings of working days of sheets that are near their deadline or past it. Safe to repeat: a reminder is given once.</summary>
[Queue(JobQueues.Default)]
public sealed class RemindFiguresJob(FigureReminders reminders)
{
    public Task RunAsync(CancellationToken stop) => reminders.RemindDueAsync(stop);
}
