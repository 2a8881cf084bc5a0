using Portal.Domain.Organisation;

namespace Portal.Domain.Reports.Drafts;

/// <summary>Says whose drafts are built ahead when all are asked for.</summary>
internal static class DraftsAhead
{
    /// <summary>Of so many units everybody's are.</summary>
    public const int MostWhole = 2_000;

    /// <summary>The units themselves; of more than <see cref="MostWhole"/> the governments and streets among them.</summary>
    /// <remarks>A community's report is written at once when somebody opens it. A hundred thousand of them ahead are an hour's work and gigabytes of files each month, of which few are ever opened.</remarks>
    /// <param name="units">The organisation.</param>
    /// <param name="asked">Units in force on the day.</param>
    /// <param name="day">The end of the period.</param>
    public static IReadOnlyList<Unit> Of(UnitTree units, IReadOnlyList<Unit> asked, DateOnly day) =>
        asked.Count <= MostWhole
            ? asked
            : [.. asked.Where(u => units.VersionAt(u.Id, day).Kind is var kind && (kind.IsGovernment() || kind == UnitKind.Street))];
}
