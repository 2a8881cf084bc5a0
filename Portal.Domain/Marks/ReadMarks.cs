using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Shared;

namespace Portal.Domain.Marks;

/// <summary>
/// Keeps which tasks a person has opened: a task that is new to them, or has changed since, is unread. A person has only their own marks.
/// </summary>
public sealed class ReadMarks(IDbContextFactory<PortalDb> databases, WriteGate gate, DistrictTime time)
{
    /// <summary>The most marks of a person; the oldest are given up for new ones, and their tasks are unread again.</summary>
    public const int MostOfPerson = 2_000;

    /// <summary>So long a mark is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(180);

    /// <summary>The versions that the actor opened last, by task; none for nobody.</summary>
    public async Task<IReadOnlyDictionary<string, int>> OfAsync(Actor actor, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db
            .ReadMarks.AsNoTracking()
            .Where(m => m.Person == actor.Name)
            .ToDictionaryAsync(m => m.Task, m => m.Version, StringComparer.Ordinal, cancellation);
    }

    /// <summary>The actor has opened the task. Does nothing for nobody, and for a version that was opened before.</summary>
    /// <param name="actor">The person.</param>
    /// <param name="task">As <see cref="TaskKeys"/> names it.</param>
    /// <param name="version">The task's revision.</param>
    /// <param name="cancellation">Cancels it.</param>
    public async Task NoteAsync(Actor actor, string task, int version, CancellationToken cancellation = default)
    {
        if (actor.Name.Length is 0 or > ReadMark.NameLength || task.Length > ReadMark.KeyLength)
            return;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        // Pages note at each reading: mostly nothing is written.
        if (await db.ReadMarks.AnyAsync(m => m.Person == actor.Name && m.Task == task && m.Version == version, cancellation))
            return;
        await using var transaction = await gate.BeginAsync(db, WriteLane.Access, cancellation);
        var mark = await db.ReadMarks.SingleOrDefaultAsync(m => m.Person == actor.Name && m.Task == task, cancellation);
        if (mark is null)
        {
            await MakeRoomAsync(db, actor.Name, cancellation);
            db.ReadMarks.Add(mark = new() { Person = actor.Name, Task = task });
        }
        (mark.Version, mark.At) = (version, time.Now);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Removes the marks that are older than <see cref="KeptFor"/>.</summary>
    /// <returns>Number of marks.</returns>
    public async Task<int> TrimAsync(CancellationToken cancellation = default)
    {
        var before = time.Now - KeptFor;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Access, cancellation);
        var removed = await db.ReadMarks.Where(m => m.At < before).ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return removed;
    }

    private static async Task MakeRoomAsync(PortalDb db, string person, CancellationToken cancellation)
    {
        var over = await db.ReadMarks.CountAsync(m => m.Person == person, cancellation) - MostOfPerson + 1;
        if (over <= 0)
            return;
        var oldest = await db
            .ReadMarks.Where(m => m.Person == person)
            .OrderBy(m => m.At)
            .ThenBy(m => m.Task)
            .Take(over)
            .ToListAsync(cancellation);
        db.ReadMarks.RemoveRange(oldest);
    }
}
