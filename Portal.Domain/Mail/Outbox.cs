using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Shared;

namespace Portal.Domain.Mail;

/// <summary>Mails on their way out. Each is claimed by one process at a time, tried again after a refusal, and never sent again once a server may have it.</summary>
public sealed class Outbox(IDbContextFactory<PortalDb> databases, DistrictTime time)
{
    /// <summary>Attempts before a mail is given up: over some two days.</summary>
    public const int MostAttempts = 10;

    // A server that takes longer than this to answer has lost us.
    private static readonly TimeSpan s_longestAttempt = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromHours(12);

    /// <summary>Takes the next mail that may be sent now, with its attachments, for this process alone; null when there is none.</summary>
    public async Task<OutgoingMail?> ClaimAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        while (true)
        {
            var now = time.Now;
            var next = await db
                .OutgoingMails.AsNoTracking()
                .Include(m => m.Attachments)
                .Where(m => m.State == MailState.Waiting && m.NextAttemptAt <= now)
                .OrderBy(m => m.Id)
                .FirstOrDefaultAsync(cancellation);
            if (next is null)
                return null;
            var taken = await db
                .OutgoingMails.Where(m => m.Id == next.Id && m.State == MailState.Waiting && m.Attempts == next.Attempts)
                .ExecuteUpdateAsync(
                    m =>
                        m.SetProperty(x => x.State, MailState.Sending)
                            .SetProperty(x => x.Attempts, x => x.Attempts + 1)
                            .SetProperty(x => x.AttemptedAt, now),
                    cancellation
                );
            if (taken == 0)
                continue; // another process was quicker
            next.Attempts++;
            return next;
        }
    }

    public Task SentAsync(OutgoingMail mail, CancellationToken cancellation = default) =>
        EndAsync(mail, MailState.Sent, error: null, cancellation);

    /// <summary>The server has it or has it not, nobody knows.</summary>
    public Task UncertainAsync(OutgoingMail mail, string error, CancellationToken cancellation = default) =>
        EndAsync(mail, MailState.Uncertain, error, cancellation);

    /// <summary>The server did not take it: another attempt follows, later each time, until <see cref="MostAttempts"/>.</summary>
    public Task FailedAsync(OutgoingMail mail, string error, CancellationToken cancellation = default) =>
        EndAsync(mail, mail.Attempts >= MostAttempts ? MailState.Failed : MailState.Waiting, error, cancellation);

    /// <summary>Closes what a process left behind in the middle of sending.</summary>
    public async Task CloseLeftAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var before = time.Now - s_longestAttempt;
        await db
            .OutgoingMails.Where(m => m.State == MailState.Sending && m.AttemptedAt < before)
            .ExecuteUpdateAsync(
                m =>
                    m.SetProperty(x => x.State, MailState.Uncertain)
                        .SetProperty(x => x.Error, "The process ended while it was being sent."),
                cancellation
            );
    }

    /// <summary>What went wrong lately: mails given up or uncertain since the instant, and those that fail but are still tried.</summary>
    public async Task<IReadOnlyList<OutgoingMail>> TroubledAsync(DateTimeOffset since, CancellationToken cancellation = default)
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
        var said = error?[..Math.Min(error.Length, OutgoingMailConfiguration.ErrorLength)];
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db
            .OutgoingMails.Where(m => m.Id == mail.Id && m.State == MailState.Sending && m.Attempts == mail.Attempts)
            .ExecuteUpdateAsync(
                m =>
                    m.SetProperty(x => x.State, state)
                        .SetProperty(x => x.Error, said)
                        .SetProperty(x => x.NextAttemptAt, next)
                        .SetProperty(x => x.SentAt, state == MailState.Sent ? now : null),
                cancellation
            );
    }
}
