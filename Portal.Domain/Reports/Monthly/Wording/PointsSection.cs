using Portal.Domain.Documents.Content;
using Portal.Domain.Organisation;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly.Wording;

/// <summary>The service points of streets and communities, compared with their standards.</summary>
internal sealed class PointsSection(ReportWords words, ReportData data)
{
    private static readonly ReportCell s_none = ReportCell.Of((decimal?)null);

    /// <summary>The points of streets and communities; null where there are none.</summary>
    public ReportSection? Write()
    {
        if (data.Points.Count == 0)
            return null;
        var blocks = new List<ReportBlock>();
        if (data.UnitKind == UnitKind.District)
            blocks.Add(
                new ReportParagraph(
                    words.Say(
                        "points.units",
                        data.UnitName,
                        words.List([.. data.Points.Select(p => words.Say($"points.units.{p.Kind}", words.Count(p.Units)))])
                    )
                )
            );
        blocks.AddRange(data.Points.Select(p => new ReportParagraph(Built(p))));
        blocks.Add(PointsTable());
        if (Shortcomings().Any())
            blocks.Add(ShortcomingsTable());
        return new("points", words.Say("section.points"), blocks);
    }

    private string Built(PointsData points)
    {
        var kind = points.Kind;
        if (points.Points.Count == 0)
            return words.Say($"points.none.{kind}");
        if (points.Units == 1 && points.Points is [var single])
            return Built(kind, single, points.IsInspected);
        var missing = points.Points.Where(p => !p.IsBuilt).Select(p => p.UnitName).Distinct(StringComparer.Ordinal).ToList();
        return words.Join(
            points.Built == 0 ? words.Say($"points.unbuilt.{kind}", words.Count(points.Points.Count))
                : missing.Count > 0
                    ? words.Say($"points.some.{kind}", words.Count(points.Units), words.Count(points.Built), words.ShortList(missing))
                : words.Say(
                    points.Units == 1 ? $"points.one.{kind}" : $"points.all.{kind}",
                    words.Count(points.Units),
                    words.Count(points.Built)
                ),
            points.IsInspected
                ? words.Say(
                    "points.compliant",
                    words.Count(points.Points.Count),
                    words.Count(points.Compliant),
                    words.Percent((decimal)points.Compliant / points.Points.Count, 1)
                )
                : words.Say("points.uninspected.all")
        );
    }

    // For a single point the sentence does not say “1 of 1”.
    private string Built(UnitKind kind, PointState point, bool isInspected) =>
        words.Say(
            point.IsBuilt ? $"points.single.{kind}" : $"points.single.unbuilt.{kind}",
            point.UnitName,
            !point.IsBuilt
                ? ""
                : words.Say(
                    !isInspected ? "points.single.uninspected"
                    : point.IsCompliant ? "points.single.met"
                    : "points.single.below"
                )
        );

    private ReportTable PointsTable() =>
        new(
            "points",
            words.Say("points.table"),
            [
                new("kind", words.Say("column.level"), ReportColumnKind.Text),
                new("units", words.Say("column.units"), ReportColumnKind.Number),
                new("points", words.Say("column.points"), ReportColumnKind.Number),
                new("built", words.Say("column.built"), ReportColumnKind.Number),
                new("compliant", words.Say("column.compliant"), ReportColumnKind.Number),
                new("compliantRatio", words.Say("column.compliantRatio"), ReportColumnKind.Share, 1)
                {
                    Quotient = new("compliant", "points"),
                },
            ],
            [
                .. data.Points.Select(p => new ReportRow(
                    p.Kind.ToString(),
                    [
                        ReportCell.Of(words.Say($"kind.{p.Kind}")),
                        ReportCell.Of((decimal)p.Units),
                        ReportCell.Of((decimal)p.Points.Count),
                        ReportCell.Of((decimal)p.Built),
                        ReportCell.Of(p.IsInspected ? p.Compliant : null),
                        ReportCell.Of(p.IsInspected ? (decimal)p.Compliant / p.Points.Count : null),
                    ]
                )),
            ]
        );

    private IEnumerable<PointState> Shortcomings() =>
        data.Points.Where(p => p.IsInspected).SelectMany(p => p.Points).Where(p => !p.IsCompliant);

    private ReportTable ShortcomingsTable()
    {
        var points = Shortcomings().ToList();
        var groups = new UnitGroups(data);
        var isLong = points.Count > UnitGroups.MostListed;
        return new(
            "shortcomings",
            words.Say(isLong ? "points.shortcomings.below" : "points.shortcomings"),
            [
                new("point", words.Say("column.point"), ReportColumnKind.Text) { MayBeLeftOut = true },
                new("unit", words.Say("column.unit"), ReportColumnKind.Text),
                new("points", words.Say("column.shortPoints"), ReportColumnKind.Number) { MayBeLeftOut = true },
                new("remark", words.Say("column.shortcoming"), ReportColumnKind.Text) { MayBeLeftOut = true },
            ],
            isLong
                ?
                [
                    .. groups
                        .Of(points, p => p.UnitId)
                        .Select(g => new ReportRow(
                            groups.KeyOf(g.Key),
                            [s_none, ReportCell.Of(groups.NameOf(g.Key)), ReportCell.Of((decimal)g.Count()), s_none]
                        )),
                ]
                :
                [
                    .. points.Select(p => new ReportRow(
                        p.Name,
                        [ReportCell.Of(p.Name), ReportCell.Of(p.UnitName), s_none, ReportCell.Of(Shortcoming(p))]
                    )),
                ]
        )
        {
            Notes = isLong ? [words.Say("note.below")] : [],
        };
    }

    private string Shortcoming(PointState point) => point.Remark ?? words.Say(point.IsBuilt ? "points.uninspected" : "points.unbuilt");
}
