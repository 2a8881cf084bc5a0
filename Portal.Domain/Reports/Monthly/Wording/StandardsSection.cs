using Portal.Domain.Catalogue;
using Portal.Domain.Documents.Content;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly.Wording;

/// <summary>Organisation, catalogue and service points: what there is, and how it stands to its standards.</summary>
internal sealed class StandardsSection(ReportWords words, ReportData data)
{
    private static readonly ItemKind[] s_approvals = [ItemKind.Licence, ItemKind.NonLicenceApproval];

    private static readonly ReportCell s_none = ReportCell.Of((decimal?)null);

    private CatalogueData Catalogue => data.Catalogue;

    /// <summary>The centre with its area, the departments in it and what it served; nothing where the unit runs none.</summary>
    public ReportSection? Centres()
    {
        if (data.Centres.Count == 0)
            return null;
        List<ReportBlock> blocks = [.. data.Centres.Select(c => new ReportParagraph(words.Join(Area(c.Point), Served(c))))];
        if (Catalogue.ApprovalUnits > 0)
            blocks.Add(new ReportParagraph(Stationed()));
        return new("centre", words.Say("section.centre"), blocks);
    }

    /// <summary>The powers and how far their limits are cut; nothing where the unit implements no item.</summary>
    public ReportSection? Powers()
    {
        if (Catalogue.Items == 0)
            return null;
        List<ReportBlock> blocks = [new ReportParagraph(words.Join(Items(), Processes()))];
        if (Limits() is { Length: > 0 } limits)
            blocks.Add(new ReportParagraph(limits));
        blocks.Add(KindsTable());
        if (Catalogue.Promised.Any(p => p.Ratio.Value is not null))
            blocks.Add(LimitsTable());
        return new("catalogue", words.Say("section.catalogue"), blocks);
    }

    /// <summary>The points of streets and communities; nothing where there are none.</summary>
    public ReportSection? Points()
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

    private string Area(ServicePoint point) =>
        point switch
        {
            { FloorArea: { } area, RequiredFloorArea: { } required } => words.Say(
                area < required ? "centre.area.below" : "centre.area.met",
                point.Name,
                words.Number(area),
                words.Number(required)
            ),
            { FloorArea: { } area } => words.Say("centre.area", point.Name, words.Number(area)),
            _ => "",
        };

    private string Served(CentreData centre)
    {
        if (!centre.Cases.HasRecords)
            return words.Say("centre.none", words.Period(data.Key), centre.Point.Name);
        return words.Say(
            "centre.served",
            words.Period(data.Key),
            centre.Point.Name,
            words.Count(centre.Cases.Of(MetricName.Accepted).Value),
            Share(centre.Cases, MetricName.CompletionRatio),
            words.Count(centre.Cases.Of(MetricName.OnTheSpotRatio).Numerator),
            Share(centre.Cases, MetricName.OnTheSpotRatio)
        );
    }

    private string Stationed() =>
        words.Say(
            "centre.stationed",
            words.Count(Catalogue.UnitsWithPowers),
            words.Count(Catalogue.ApprovalUnits),
            words.Count(Catalogue.UnitsWithPowers - Catalogue.ApprovalUnits),
            words.Count(Catalogue.Stationed),
            words.Percent((decimal)Catalogue.Stationed / Catalogue.ApprovalUnits, 1)
        );

    private string Items() =>
        words.Say(
            "powers.items",
            data.UnitName,
            words.Count(Catalogue.Items),
            words.List([.. Catalogue.Kinds.Select(k => words.Say("powers.kind", words.Say($"item.{k.Kind}"), words.Count(k.Items)))])
        );

    private string Processes() =>
        words.Join(
            s_approvals
                .Where(Catalogue.Processes.ContainsKey)
                .Select(kind =>
                    words.Say(
                        "powers.process",
                        words.Say($"item.{kind}"),
                        words.List([.. Catalogue.Processes[kind].Select(p => words.Say("powers.pattern", p))])
                    )
                )
        );

    private string Limits()
    {
        if (Catalogue.Promised[0].Ratio.Value is not { } now)
            return "";
        var earlier = Catalogue
            .Promised.Skip(1)
            .Where(p => p.Ratio.Value is not null)
            .Select(p => words.Say("limits.earlier", words.Say("period.year", p.Day.Year), words.Percent(p.Ratio.Value, 1)))
            .ToList();
        return words.Join(
            words.Say(
                now <= 1 ? "limits.now" : "limits.over",
                words.Day(Catalogue.Promised[0].Day),
                words.Percent(now, 1),
                words.Percent(1 - now, 1)
            ),
            earlier.Count > 0 ? words.Say("limits.before", words.Clauses(earlier)) : ""
        );
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
                    ? words.Say($"points.some.{kind}", words.Count(points.Units), words.Count(points.Built), words.Few(missing))
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

    // Of one alone nobody says “1 of 1”.
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

    private ReportTable KindsTable() =>
        new(
            "items",
            words.Say("powers.table"),
            [
                new("kind", words.Say("column.itemKind"), ReportColumnKind.Text),
                new("items", words.Say("column.items"), ReportColumnKind.Number),
            ],
            [
                .. Catalogue.Kinds.Select(k => new ReportRow(
                    k.Kind.ToString(),
                    [ReportCell.Of(words.Say($"item.{k.Kind}")), ReportCell.Of((decimal)k.Items)]
                )),
                new ReportRow("", [ReportCell.Of(words.Say("total")), ReportCell.Of((decimal)Catalogue.Items)]) { IsTotal = true },
            ]
        );

    private ReportTable LimitsTable() =>
        new(
            "limits",
            words.Say("limits.table"),
            [
                new("day", words.Say("column.day"), ReportColumnKind.Text),
                new("promised", words.Say("column.promisedDays"), ReportColumnKind.Number, 1),
                new("statutory", words.Say("column.statutoryDays"), ReportColumnKind.Number, 1),
                new("ratio", words.Say("column.promisedRatio"), ReportColumnKind.Share, 1) { Quotient = new("promised", "statutory") },
            ],
            [
                .. Catalogue
                    .Promised.Where(p => p.Ratio.Value is not null)
                    .OrderBy(p => p.Day)
                    .Select(p => new ReportRow(
                        Shared.Days.ToText(p.Day),
                        [
                            ReportCell.Of(words.Day(p.Day)),
                            ReportCell.Of(p.Ratio.Numerator),
                            ReportCell.Of(p.Ratio.Denominator),
                            ReportCell.Of(p.Ratio.Value),
                        ]
                    )),
            ]
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

    private string Share(Compared figures, MetricName metric) => words.Told(figures.Of(metric).Value, 1);
}
