using Hangfire;
using Portal.Domain.Mail;
using Portal.Jobs.Running;

namespace Portal.Jobs.Mail;

/// <summary>Sends the mails of the outbox. Safe to repeat and to run twice at once: a mail is claimed before it is sent.</summary>
[Queue(JobQueues.Default)]
public sealed class SendMailJob(MailOutbox outbox, MailSender sender, MailOptions options)
{
    public async Task RunAsync(CancellationToken stop)
    {
        await outbox.CloseAbandonedAsync(stop);
        if (options.IsOn)
            await sender.SendWaitingAsync(stop);
    }
}
