using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Records.Lists;

namespace Portal.Domain.Records.Changes;

/// <summary>Reads a record with the messages that changed it.</summary>
public sealed class RecordHistory(IDbContextFactory<PortalDb> databases, RecordSearch search)
{
    /// <summary>The most messages that are read, the latest ones.</summary>
    public const int MostMessages = 200;

    /// <summary>Null when there is no such record, or it belongs to a unit that the actor may not read.</summary>
    public async Task<RecordWithHistory?> ReadAsync(
        Actor actor,
        RecordStream stream,
        string source,
        string caseNo,
        CancellationToken cancellation = default
    )
    {
        if (await search.FindAsync(actor, stream, source, caseNo, cancellation) is not { } found)
            return null;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var changes = await db
            .RecordChanges.AsNoTracking()
            .Where(c => c.RecordId == found.Record.Id)
            .OrderByDescending(c => c.Id)
            .Take(MostMessages)
            .ToListAsync(cancellation);
        changes.Reverse();
        return new(
            found,
            [.. changes.Select(c => new RecordMessageChange(c.At, c.Sender, c.ImportId, c.Reason, FieldChanges.Read(c.Fields)))]
        );
    }
}

/// <summary>A record with the messages that changed it, in order of their arrival.</summary>
public sealed record RecordWithHistory(FoundRecord Found, IReadOnlyList<RecordMessageChange> Messages);

/// <summary>A message that changed a record.</summary>
/// <param name="At">When it was stored.</param>
/// <param name="Sender">The user or API key.</param>
/// <param name="ImportId">The import whose file contained it; null for a call of the API.</param>
/// <param name="Reason">Why a person changed the record by hand; null for messages of systems.</param>
/// <param name="Fields">What it changed.</param>
public sealed record RecordMessageChange(
    DateTimeOffset At,
    string Sender,
    Guid? ImportId,
    string? Reason,
    IReadOnlyList<FieldChange> Fields
);
