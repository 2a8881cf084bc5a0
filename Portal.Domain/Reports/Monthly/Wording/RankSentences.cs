using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly.Wording;

/// <summary>Sentences about the unit's rank in forms that rank units.</summary>
internal sealed class RankSentences(ReportWords words, ReportData data)
{
    /// <summary>The code of the column of ranks in a form.</summary>
    public const string RankColumn = "rank";

    /// <summary>The unit's own rank in the forms, found by its name; empty where no form has one.</summary>
    public string Write()
    {
        var places = (
            from form in data.Forms
            from section in form.Definition.Sections
            where section.IsTable && section.Columns.Any(c => c.Code == RankColumn)
            let row = section.Rows.FirstOrDefault(r => r.Name.In(ReportLanguages.Chinese) == data.UnitName)
            where row is not null
            from sheet in form.ByMonth
            let value = sheet.Values.GetValueOrDefault($"{row.Code}.{RankColumn}").Number
            where value is not null
            select (sheet.Month, Place: value.Value, Of: section.Rows.Count, Form: form.Definition.Name)
        )
            .OrderBy(p => p.Month)
            .ToList();
        if (places.Count == 0)
            return "";
        var last = places[^1];
        var name = (Form: last.Form.In(words.Culture), Of: words.Count(last.Of));
        if (places.Count == 1)
            return words.Say("rank.month", name.Form, words.Month(last.Month), data.UnitName, words.Count(last.Place), name.Of);
        return places.TrueForAll(p => p.Place == last.Place)
            ? words.Say(
                "rank.always",
                name.Form,
                words.Period(new(data.Key.Unit, places[0].Month, last.Month)),
                data.UnitName,
                words.Count(last.Place),
                name.Of,
                words.Count(places.Count)
            )
            : words.Say(
                "rank.varied",
                name.Form,
                words.Month(last.Month),
                data.UnitName,
                words.Count(last.Place),
                name.Of,
                words.Count(places.Min(p => p.Place)),
                words.Count(places.Max(p => p.Place))
            );
    }
}
