using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Values;
using Portal.Domain.Shared;

namespace Portal.Domain.Figures.Ranking;

/// <summary>
/// Reads the city's ranking of its districts and counties, which each district enters or uploads month by month as the city announces it
/// (form <see cref="FormCode"/>). Only approved sheets count.
/// </summary>
public sealed class CityRanking(
    IDbContextFactory<PortalDb> databases,
    IReferenceReader references,
    IFigureReferences figures,
    DistrictTime time
)
{
    /// <summary>The form of the ranking.</summary>
    public const string FormCode = "city-ranking";

    /// <summary>
    /// The months with an approved ranking, in order; none for a unit outside the scope in which the actor may read figures.
    /// </summary>
    /// <param name="actor">The reader.</param>
    /// <param name="unitId">The district whose sheets they are.</param>
    /// <param name="from">The first day of the first month.</param>
    /// <param name="to">The first day of the last month.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public async Task<IReadOnlyList<RankingMonth>> ReadAsync(
        Actor actor,
        int unitId,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellation = default
    )
    {
        var reference = await references.GetAsync(cancellation);
        if (!actor.ScopeFor(Permissions.FiguresRead).Contains(reference.Units, unitId, time.Today))
            return [];
        if ((await figures.GetAsync(reference, cancellation)).Find(FormCode) is not { } form)
            return [];
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var versions = await db
            .FigureSheets.Where(s => s.FormId == form.Id && s.UnitId == unitId && s.Month >= from && s.Month <= to)
            .Join(
                db.FigureVersions,
                s => new { SheetId = s.Id, Number = s.ApprovedVersion },
                v => new { v.SheetId, Number = (int?)v.Number },
                (s, v) =>
                    new
                    {
                        s.Month,
                        v.FormVersionId,
                        v.Values,
                    }
            )
            .OrderBy(v => v.Month)
            .ToListAsync(cancellation);
        return
        [
            .. versions.Select(v =>
                Month(
                    v.Month,
                    (form.Versions.FirstOrDefault(known => known.Id == v.FormVersionId) ?? form.At(v.Month)).Definition,
                    FigureValues.Read(v.Values),
                    reference.Units.NameAt(unitId, v.Month)
                )
            ),
        ];
    }

    /// <summary>The ranking that the values of one sheet tell.</summary>
    internal static RankingMonth Month(
        DateOnly month,
        FormDefinition definition,
        IReadOnlyDictionary<string, FigureValue> values,
        string ownName
    )
    {
        List<RankedGovernment> rows =
        [
            .. definition
                .Sections.Where(s => s.IsTable)
                .SelectMany(s => s.Rows)
                .Select(row => new RankedGovernment(
                    row.Code,
                    row.Name,
                    Number(row, "handled"),
                    Number(row, "instant"),
                    Number(row, "overdue"),
                    Number(row, "satisfaction"),
                    Number(row, "score"),
                    (int?)Number(row, "rank"),
                    string.Equals(row.Name.Zh, ownName, StringComparison.Ordinal)
                )),
        ];
        if (rows.TrueForAll(row => row.Rank is null))
            rows = [.. rows.Select(row => row with { Rank = ByScore(row, rows) })];
        return new(month, [.. rows.OrderBy(row => row.Rank ?? int.MaxValue)]);

        decimal? Number(FormLine row, string column) => values.GetValueOrDefault($"{row.Code}.{column}").Number;
    }

    private static int? ByScore(RankedGovernment row, List<RankedGovernment> rows) =>
        row.Score is { } score ? 1 + rows.Count(other => other.Score > score) : null;
}
