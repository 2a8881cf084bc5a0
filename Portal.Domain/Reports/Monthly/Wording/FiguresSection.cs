using Portal.Domain.Documents.Content;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly.Wording;

/// <summary>Monthly figures: the sums of approved sheets, and the submissions.</summary>
internal sealed class FiguresSection(ReportWords words, ReportData data)
{
    private const int MostNamed = 10;

    private readonly UnitGroups _groups = new(data);

    /// <summary>
    /// The sums of counts in forms without a stream, such as modes of service; null where none was approved.
    /// </summary>
    public ReportSection? Forms()
    {
        var tables = data
            .Forms.SelectMany(f => f.Definition.Sections.Where(s => s.IsTable && IsSummed(f, s)).Select(s => (Form: f, Table: Table(f, s))))
            .Where(t => t.Table.Rows.Count > 0)
            .ToList();
        if (tables.Count == 0)
            return null;
        return new(
            "forms",
            words.Say("section.forms"),
            [
                .. tables.SelectMany(t =>
                    new ReportBlock[]
                    {
                        new ReportParagraph(
                            words.Say("forms.sheets", t.Form.Definition.Name.In(words.Culture), words.Count(t.Form.Sheets))
                        ),
                        t.Table,
                    }
                ),
            ]
        );
    }

    /// <summary>The number of sheets submitted, in time and approved, and the units with missing ones; null where none is owed.</summary>
    public ReportSection? Reporting()
    {
        if (data.Sheets.Count == 0)
            return null;
        var count = ReportingCount.Of(data.Sheets);
        var late = data.Sheets.Where(s => !s.IsIn).GroupBy(s => s.UnitId).Count();
        List<ReportBlock> blocks =
        [
            new ReportParagraph(
                words.Join(
                    words.Say(
                        "reporting",
                        words.Count(count.Expected),
                        words.Count(count.In),
                        words.Count(count.Approved),
                        words.Percent(Share(count.Approved, count.Expected), 1),
                        words.Percent(Share(count.InTime, count.Due), 1)
                    ),
                    count.Missing == 0
                        ? words.Say("reporting.all")
                        : words.Say("reporting.missing", words.Count(count.Missing), words.Count(late))
                )
            ),
            ByForm(),
        ];
        if (count.Missing > 0)
            blocks.Add(Missing());
        return new("reporting", words.Say("section.reporting"), blocks);
    }

    /// <summary>The sources of the streams' figures: records, approved months, months left out.</summary>
    public IEnumerable<string> DataState() =>
        new[] { data.Cases, data.Appeals }
            .Select(stream => State(stream, stream == data.Appeals ? "appeals" : "cases"))
            .Where(s => s.Length > 0);

    private string State(StreamData stream, string kind)
    {
        if (stream.Reported is not { } reported)
            return "";
        return words.Join(
            reported.Counted > 0 ? words.Say($"state.{kind}", words.Count(reported.Counted)) : "",
            reported.Provisional > 0
                ? words.Say("state.provisional", words.Count(reported.Provisional), words.Count(reported.ProvisionalMeasures.Accepted))
                : "",
            reported.Missing.Count > 0
                ? words.Say(
                    "state.missing",
                    words.ShortList(
                        [.. reported.Missing.Select(m => words.Say("state.missing.unit", m.UnitName, Months(m.Months)))],
                        MostNamed
                    )
                )
                : ""
        );
    }

    private string Months(IReadOnlyList<DateOnly> months) =>
        months.Count > 2 && months[0].AddMonths(months.Count - 1) == months[^1]
            ? words.Period(new(data.Key.Unit, months[0], months[^1]))
            : words.List([.. months.Select(words.Month)]);

    // Percentages, scores and ranks are not added up.
    private static bool IsSummed(FormData form, FormSection section) =>
        section.Columns.All(c => c.Code != RankSentences.RankColumn) && section.Columns.Any(c => IsSummed(c.Traits)) && form.Sheets > 0;

    private static bool IsSummed(IndicatorTraits? traits) =>
        traits is { Decimals: 0 } && traits.Unit?.In(ReportLanguages.Chinese) is not "%";

    private ReportTable Table(FormData form, FormSection section)
    {
        var columns = section.Columns.Where(c => IsSummed(c.Traits)).ToList();
        return new(
            Camel(form.Code) + "." + section.Code,
            form.Definition.Name.In(words.Culture)
                + (form.Definition.Sections.Count > 1 ? words.Say("title.part", section.Name.In(words.Culture)) : ""),
            [
                new("row", words.Say("column.indicator"), ReportColumnKind.Text),
                .. columns.Select(c => new ReportColumn(c.Code, Heading(c), ReportColumnKind.Number)),
            ],
            [
                .. section.Rows.Select(row => new ReportRow(
                    row.Code,
                    [
                        ReportCell.Of(row.Name.In(words.Culture)),
                        .. columns.Select(c => form.Sum($"{row.Code}.{c.Code}") is { } sum ? ReportCell.Of(sum) : ReportCell.NotApplicable),
                    ]
                )),
            ]
        );
    }

    private string Heading(FormLine column) =>
        column.Traits?.Unit is { } unit
            ? words.Say("heading.unit", column.Name.In(words.Culture), unit.In(words.Culture))
            : column.Name.In(words.Culture);

    private ReportTable ByForm() =>
        new(
            "reportingByForm",
            words.Say("reporting.byForm"),
            [
                new("form", words.Say("column.form"), ReportColumnKind.Text),
                new("expected", words.Say("column.expected"), ReportColumnKind.Number),
                new("in", words.Say("column.in"), ReportColumnKind.Number),
                new("approved", words.Say("column.approved"), ReportColumnKind.Number),
                new("completeness", words.Say("column.completeness"), ReportColumnKind.Share, 1) { Quotient = new("approved", "expected") },
                new("due", words.Say("column.due"), ReportColumnKind.Number),
                new("inTime", words.Say("column.inTime"), ReportColumnKind.Number),
                new("timeliness", words.Say("column.timeliness"), ReportColumnKind.Share, 1) { Quotient = new("inTime", "due") },
            ],
            [
                .. data
                    .Sheets.GroupBy(s => s.Form.Code)
                    .OrderBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => CountRow(g.Key, g.First().Form.At(data.Key.To).Definition.Name.In(words.Culture), g)),
                CountRow("", words.Say("total"), data.Sheets) with
                {
                    IsTotal = true,
                },
            ]
        );

    private static ReportRow CountRow(string key, string name, IEnumerable<OwedSheetProgress> sheets)
    {
        var count = ReportingCount.Of(sheets);
        return new(
            key,
            [
                ReportCell.Of(name),
                ReportCell.Of((decimal)count.Expected),
                ReportCell.Of((decimal)count.In),
                ReportCell.Of((decimal)count.Approved),
                ReportCell.Of(Share(count.Approved, count.Expected)),
                ReportCell.Of((decimal)count.Due),
                ReportCell.Of((decimal)count.InTime),
                ReportCell.Of(Share(count.InTime, count.Due)),
            ]
        );
    }

    private ReportTable Missing()
    {
        var missing = data.Sheets.Where(s => !s.IsIn).ToList();
        var isLong = missing.Select(s => s.UnitId).Distinct().Skip(UnitGroups.MostListed).Any();
        var rows = isLong
            ? _groups.Of(missing, s => s.UnitId)
            : missing.GroupBy(s => s.UnitId).OrderBy(g => _groups.KeyOf(g.Key), StringComparer.Ordinal);
        return new(
            "reportingMissing",
            words.Say(isLong ? "reporting.missingTable.below" : "reporting.missingTable"),
            [
                new("unit", words.Say("column.unit"), ReportColumnKind.Text),
                new("units", words.Say("column.missingUnits"), ReportColumnKind.Number) { MayBeLeftOut = true },
                new("count", words.Say("column.missing"), ReportColumnKind.Number),
                new("months", words.Say("column.missingMonths"), ReportColumnKind.Text),
            ],
            [.. rows.Select(g => MissingRow(g, isLong))]
        )
        {
            Notes = isLong ? [words.Say("note.below")] : [],
        };
    }

    private ReportRow MissingRow(IGrouping<int, OwedSheetProgress> unit, bool isGroup) =>
        new(
            _groups.KeyOf(unit.Key),
            [
                ReportCell.Of(_groups.NameOf(unit.Key)),
                ReportCell.Of(isGroup ? unit.Select(s => s.UnitId).Distinct().Count() : null),
                ReportCell.Of((decimal)unit.Count()),
                ReportCell.Of(words.List([.. unit.Select(s => s.Month).Distinct().Order().Select(words.MonthAlone)])),
            ]
        );

    private static decimal? Share(int part, int whole) => whole == 0 ? null : (decimal)part / whole;

    private static string Camel(string code) =>
        string.Concat(code.Split('-').Select((part, i) => i == 0 || part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));
}
