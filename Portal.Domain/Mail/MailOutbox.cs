using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Shared;

namespace Portal.Domain.Mail;

/// <summary>
/// The queue of mails. A mail is claimed by one process at a time, retried after a refusal, and never sent again once a server may have
/// accepted it.
/// </summary>
public sealed class MailOutbox(IDbContextFactory<PortalDb> databases, DistrictTime time)
{
    /// <summary>Attempts before a mail fails; with the growing pauses, about two days.</summary>
    public const int MostAttempts = 10;

    // A mail that is being sent for longer belongs to a process that ended.
    private static readonly TimeSpan s_longestAttempt = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromHours(12);

    /// <summary>Claims the next due mail, with its attachments, for this process; null when there is none.</summary>
    public async Task<OutgoingMail?> ClaimAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        while (true)
        {
            // No pause is longer: a later attempt was planned before the clock was set back.
            var (now, latest) = (time.Now, time.Now + s_longestPause);
            var next = await db
                .OutgoingMails.AsNoTracking()
                .Include(m => m.Attachments)
                .Where(m => m.State == MailState.Waiting && (m.NextAttemptAt <= now || m.NextAttemptAt > latest))
                .OrderBy(m => m.Id)
                .FirstOrDefaultAsync(cancellation);
            if (next is null)
                return null;
            var claimed = await db
                .OutgoingMails.Where(m => m.Id == next.Id && m.State == MailState.Waiting && m.Attempts == next.Attempts)
                .ExecuteUpdateAsync(
                    m =>
                        m.SetProperty(x => x.State, MailState.Sending)
                            .SetProperty(x => x.Attempts, x => x.Attempts + 1)
                            .SetProperty(x => x.AttemptedAt, now),
                    cancellation
                );
            if (claimed == 0)
                continue; // another process claimed it first
            next.Attempts++;
            return next;
        }
    }

    public Task SentAsync(OutgoingMail mail, CancellationToken cancellation = default) =>
        EndAsync(mail, MailState.Sent, error: null, cancellation);

    /// <summary>Ends the attempt when it is unknown whether the server accepted the mail.</summary>
    public Task UncertainAsync(OutgoingMail mail, string error, CancellationToken cancellation = default) =>
        EndAsync(mail, MailState.Uncertain, error, cancellation);

    /// <summary>
    /// Ends the attempt when the server refused the mail: it is retried after growing pauses, up to <see cref="MostAttempts"/>.
    /// </summary>
    public Task FailedAsync(OutgoingMail mail, string error, CancellationToken cancellation = default) =>
        EndAsync(mail, mail.Attempts >= MostAttempts ? MailState.Failed : MailState.Waiting, error, cancellation);

    /// <summary>Marks mails as uncertain when their process ended while sending.</summary>
    public async Task CloseAbandonedAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var (before, after) = (time.Now - s_longestAttempt, time.Now + s_longestAttempt);
        await db
            .OutgoingMails.Where(m => m.State == MailState.Sending && (m.AttemptedAt < before || m.AttemptedAt > after))
            .ExecuteUpdateAsync(
                m =>
                    m.SetProperty(x => x.State, MailState.Uncertain)
                        .SetProperty(x => x.Error, "The process ended while it was being sent."),
                cancellation
            );
    }

    /// <summary>Mails that failed or became uncertain since the instant, and those with an error that will be retried.</summary>
    public async Task<IReadOnlyList<OutgoingMail>> ProblemsSinceAsync(DateTimeOffset since, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db
            .OutgoingMails.AsNoTracking()
            .Where(m =>
                (m.State == MailState.Waiting && m.Error != null)
                || ((m.State == MailState.Failed || m.State == MailState.Uncertain) && m.AttemptedAt >= since)
            )
            .OrderByDescending(m => m.Id)
            .ToListAsync(cancellation);
    }

    private async Task EndAsync(OutgoingMail mail, MailState state, string? error, CancellationToken cancellation)
    {
        var now = time.Now;
        var pause = TimeSpan.FromMinutes(Math.Pow(3, mail.Attempts - 1));
        var next = now + (pause < s_longestPause ? pause : s_longestPause);
        var stored = error?[..Math.Min(error.Length, OutgoingMailConfiguration.ErrorLength)];
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db
            .OutgoingMails.Where(m => m.Id == mail.Id && m.State == MailState.Sending && m.Attempts == mail.Attempts)
            .ExecuteUpdateAsync(
                m =>
                    m.SetProperty(x => x.State, state)
                        .SetProperty(x => x.Error, stored)
                        .SetProperty(x => x.NextAttemptAt, next)
                        .SetProperty(x => x.SentAt, state == MailState.Sent ? now : null),
                cancellation
            );
    }
}
