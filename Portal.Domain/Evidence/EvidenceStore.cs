using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Shared;

namespace Portal.Domain.Evidence;

/// <summary>What a file is added to.</summary>
/// <param name="Subject">The kind of thing.</param>
/// <param name="Id">Its id.</param>
/// <param name="Round">Its present round, from 1 on.</param>
internal readonly record struct EvidencePlace(EvidenceSubject Subject, long Id, int Round);

/// <summary>
/// Stores and reads files of evidence. The feature that owns the subject calls it within its own transaction, after it has asked the actor.
/// </summary>
internal static class EvidenceStore
{
    /// <summary>Adds the file to the context, to be saved by the caller; null when it was refused.</summary>
    public static async Task<Outcome<EvidenceFile>> AddAsync(
        PortalDb db,
        EvidencePlace place,
        ReceivedEvidence received,
        EvidenceLimits limits,
        Actor actor,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var hashes = await OfRound(db, place).Select(f => f.Sha256).ToListAsync(cancellation);
        if (hashes.Contains(received.Sha256))
            return EvidenceRefusal.FileIsThere;
        if (hashes.Count >= limits.MostFiles)
            return EvidenceRefusal.TooManyFiles;
        var file = new EvidenceFile
        {
            Subject = place.Subject,
            SubjectId = place.Id,
            Round = place.Round,
            Name = received.Name,
            Type = received.Type,
            Length = received.Bytes.Length,
            Sha256 = received.Sha256,
            AddedBy = actor.Name,
            AddedAt = now,
            Content = new() { Bytes = received.Bytes },
        };
        db.EvidenceFiles.Add(file);
        return file;
    }

    /// <summary>The number of files of the place's round.</summary>
    public static Task<int> CountAsync(PortalDb db, EvidencePlace place, CancellationToken cancellation) =>
        OfRound(db, place).CountAsync(cancellation);

    /// <summary>All files of a subject, of all rounds, in the order in which they came.</summary>
    public static async Task<IReadOnlyList<EvidenceView>> ListAsync(
        PortalDb db,
        EvidenceSubject subject,
        long id,
        CancellationToken cancellation
    ) =>
        await db
            .EvidenceFiles.AsNoTracking()
            .Where(f => f.SubjectId == id && f.Subject == subject)
            .OrderBy(f => f.Id)
            .Select(f => new EvidenceView(f.Id, f.Round, f.Name, f.Type, f.Length, f.Sha256, f.AddedBy, f.AddedAt))
            .ToListAsync(cancellation);

    /// <summary>The facts of one file; null when there is none of that kind of subject.</summary>
    public static Task<EvidenceFile?> FindAsync(PortalDb db, EvidenceSubject subject, long fileId, CancellationToken cancellation) =>
        db.EvidenceFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Id == fileId && f.Subject == subject, cancellation);

    /// <summary>The bytes of a file.</summary>
    public static async Task<EvidenceDownload> ReadAsync(PortalDb db, EvidenceFile file, CancellationToken cancellation)
    {
        var bytes = await db.EvidenceContents.AsNoTracking().Where(c => c.FileId == file.Id).Select(c => c.Bytes).SingleAsync(cancellation);
        return new(file.Name, file.Type, bytes);
    }

    private static IQueryable<EvidenceFile> OfRound(PortalDb db, EvidencePlace place) =>
        db.EvidenceFiles.AsNoTracking().Where(f => f.SubjectId == place.Id && f.Subject == place.Subject && f.Round == place.Round);
}
