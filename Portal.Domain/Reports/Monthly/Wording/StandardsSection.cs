using Portal.Domain.Catalogue;
using Portal.Domain.Documents.Content;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly.Wording;

/// <summary>Service centres and catalogue, compared with their standards.</summary>
internal sealed class StandardsSection(ReportWords words, ReportData data)
{
    private static readonly ItemKind[] s_approvals = [ItemKind.Licence, ItemKind.NonLicenceApproval];

    private CatalogueData Catalogue => data.Catalogue;

    /// <summary>The centre with its area, its departments and its cases; null where the unit runs none.</summary>
    public ReportSection? Centres()
    {
        if (data.Centres.Count == 0)
            return null;
        List<ReportBlock> blocks = [.. data.Centres.Select(c => new ReportParagraph(words.Join(Area(c.Point), Served(c))))];
        if (Catalogue.ApprovalUnits > 0)
            blocks.Add(new ReportParagraph(Stationed()));
        return new("centre", words.Say("section.centre"), blocks);
    }

    /// <summary>The powers and how far their limits are cut; null where the unit implements no item.</summary>
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

    private string Share(Compared figures, MetricName metric) => words.ShareInWords(figures.Of(metric).Value, 1);
}
