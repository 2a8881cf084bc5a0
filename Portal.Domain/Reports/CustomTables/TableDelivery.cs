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

/// <summary>Writes the mails of saved tables that are to be sent on the day of reports: to their owners, with what is theirs then. Safe to repeat and to run twice at once: a table goes out once for each month.</summary>
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
    // The job looks every minute; that something cannot be sent is logged once.
    private readonly ConcurrentDictionary<int, (DateOnly Month, string Reason)> _told = new();

    /// <summary>What the tables are written in.</summary>
    internal static CultureInfo Language => ReportLanguages.Chinese;

    /// <returns>How many mails were written.</returns>
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
                // Others get theirs all the same.
                if (IsNews(saved, month, e.Message))
                    LogFailure(log, e, saved.Name, saved.Owner);
            }
        }
        return written;
    }

    /// <summary>Those that were saved before the day began and were not sent yet.</summary>
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

    /// <summary>False when there is nobody to send it to, or another process was quicker.</summary>
    private async Task<bool> WriteAsync(SavedTable saved, DateOnly month, CancellationToken cancellation)
    {
        if (await addresses.FindReaderAsync(saved.Owner, cancellation) is not { } owner)
            return Leave(saved, month, "the owner has no account that may read reports");
        if (owner.Address is not { } address)
            return Leave(saved, month, "the owner has no address");
        if (TableQuery.FromJson(saved.Query)?.MovedTo(month) is not { } query || query.Problem() is not null)
            return Leave(saved, month, "the question cannot be answered any more");
        if (await reader.ReadAsync(owner.Actor, query, Language, cancellation) is not { } answer)
            return Leave(saved, month, "the owner has no right to the unit any more");
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
        // Whoever took it back, or asks for something else now, does not get what it was.
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

    private bool Leave(SavedTable saved, DateOnly month, string reason)
    {
        if (IsNews(saved, month, reason))
            LogLeft(log, saved.Name, saved.Owner, Days.ToMonthText(month), reason);
        return false;
    }

    private bool IsNews(SavedTable saved, DateOnly month, string reason)
    {
        var known = _told.TryGetValue(saved.Id, out var told) && told == (month, reason);
        _told[saved.Id] = (month, reason);
        return !known;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The saved table “{Name}” of {Owner} is not sent for {Month}: {Reason}.")]
    private static partial void LogLeft(ILogger log, string name, string owner, string month, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The saved table “{Name}” of {Owner} could not be read; it is tried again.")]
    private static partial void LogFailure(ILogger log, Exception error, string name, string owner);
}
