using Portal.Domain.Organisation;

namespace Portal.Domain.Reports.Drafts;

/// <summary>Selects the units with drafts built ahead when all are requested.</summary>
internal static class DraftsAhead
{
    /// <summary>Up to this number of units, all drafts are built ahead.</summary>
    public const int MostWhole = 2_000;

    /// <summary>The units themselves; of more than <see cref="MostWhole"/> the governments and streets among them.</summary>
    /// <remarks>
    /// A community's report is written when a reader opens it. A hundred thousand of them ahead would take an hour's work and gigabytes of
    /// files each month, and few are ever opened.
    /// </remarks>
    /// <param name="units">The organisation.</param>
    /// <param name="candidates">Units in force on the day.</param>
    /// <param name="day">The end of the period.</param>
    public static IReadOnlyList<Unit> Of(UnitTree units, IReadOnlyList<Unit> candidates, DateOnly day) =>
        candidates.Count <= MostWhole
            ? candidates
            : [.. candidates.Where(u => units.VersionAt(u.Id, day).Kind is var kind && (kind.IsGovernment() || kind == UnitKind.Street))];
}
