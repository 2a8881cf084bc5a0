using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Mail;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.CustomTables;

/// <summary>
/// Writes the mails of scheduled tables on the day of reports: to their owners, within the scope they have then. Safe to repeat and to
/// run twice at once: a table is sent once for each month.
/// </summary>
public sealed partial class TableDelivery(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    ReportDays days,
    TableReader reader,
    AddressBook addresses,
    MailOptions mail,
    DistrictTime time,
    ILogger<TableDelivery> log
)
{
    // The job looks every minute; the reason of an unsent table is logged once.
    private readonly ConcurrentDictionary<int, (DateOnly Month, string Reason)> _loggedReasons = new();

    /// <summary>The language of the tables.</summary>
    internal static CultureInfo Language => ReportLanguages.Chinese;

    /// <returns>The number of mails written.</returns>
    public async Task<int> WriteDueAsync(CancellationToken cancellation = default)
    {
        if (!mail.IsOn || days.Latest() is not { } month)
            return 0;
        var written = 0;
        foreach (var saved in await DueAsync(month, cancellation))
        {
            try
            {
                if (await WriteAsync(saved, month, cancellation))
                    written++;
            }
            catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
            {
                // The other tables are sent all the same.
                if (IsNewReason(saved, month, e.Message))
                    LogFailure(log, e, saved.Name, saved.Owner);
            }
        }
        return written;
    }

    /// <summary>The tables saved before the day began and not sent yet.</summary>
    private async Task<IReadOnlyList<SavedTable>> DueAsync(DateOnly month, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var begin = days.BeginOf(month)!.Value;
        var scheduled = await db
            .SavedTables.AsNoTracking()
            .Where(t => t.Scheduled && t.SavedAt <= begin)
            .OrderBy(t => t.Id)
            .ToListAsync(cancellation);
        var keys = scheduled.ConvertAll(t => new TableMailKey(t.Id, month).ToString());
        var known = await db.OutgoingMails.Where(m => keys.Contains(m.Key)).Select(m => m.Key).ToListAsync(cancellation);
        return [.. scheduled.ExceptBy(known, t => new TableMailKey(t.Id, month).ToString())];
    }

    /// <summary>False when there is no recipient, or another process wrote the mail first.</summary>
    private async Task<bool> WriteAsync(SavedTable saved, DateOnly month, CancellationToken cancellation)
    {
        if (await addresses.FindReaderAsync(saved.Owner, cancellation) is not { } owner)
            return Skip(saved, month, "the owner has no account that may read reports");
        if (owner.Address is not { } address)
            return Skip(saved, month, "the owner has no address");
        if (TableQuery.FromJson(saved.Query)?.MovedTo(month) is not { } query)
            return Skip(saved, month, "the question cannot be answered any more");
        var outcome = await reader.ReadAsync(owner.Actor, query, Language, cancellation);
        if (outcome.Refusal is { } refusal)
            return Skip(saved, month, refusal.In(CultureInfo.InvariantCulture));
        var answer = outcome.Value;
        var letter = new TableLetter(saved, query.Key!, answer.Table.Title, mail.Link).Mail(
            owner,
            address,
            await FileAsync(answer.Table, cancellation),
            time.Now
        );

        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reports, cancellation);
        if (await db.OutgoingMails.AnyAsync(m => m.Key == letter.Key, cancellation))
            return false;
        // The owner may have ended the schedule or changed the query meanwhile: then nothing is sent.
        if (!await db.SavedTables.AnyAsync(t => t.Id == saved.Id && t.Scheduled && t.Query == saved.Query, cancellation))
            return false;
        db.OutgoingMails.Add(letter);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private static async Task<ReportFile> FileAsync(ReportTable table, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        await TableFiles.WriteXlsxAsync(table, Language, content, cancellation);
        return new(TableFiles.NameOf(table.Title, ".xlsx"), TableFiles.XlsxType, content.ToArray());
    }

    private bool Skip(SavedTable saved, DateOnly month, string reason)
    {
        if (IsNewReason(saved, month, reason))
            LogSkipped(log, saved.Name, saved.Owner, Days.ToMonthText(month), reason);
        return false;
    }

    private bool IsNewReason(SavedTable saved, DateOnly month, string reason)
    {
        var known = _loggedReasons.TryGetValue(saved.Id, out var logged) && logged == (month, reason);
        _loggedReasons[saved.Id] = (month, reason);
        return !known;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The saved table “{Name}” of {Owner} is not sent for {Month}: {Reason}.")]
    private static partial void LogSkipped(ILogger log, string name, string owner, string month, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The saved table “{Name}” of {Owner} could not be read; it is tried again.")]
    private static partial void LogFailure(ILogger log, Exception error, string name, string owner);
}
