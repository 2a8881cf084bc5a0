using System.Resources;
using System.Text.Json;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Reports.Monthly.Wording;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.CustomTables;

/// <summary>Writes the title, headings and notes of a table.</summary>
internal sealed class TableTexts(ReportWords words)
{
    // More names would make the note unreadable.
    private const int MostNamed = 12;

    private static readonly ResourceManager s_texts = new("Portal.Domain.Reports.CustomTables.TableText", typeof(TableTexts).Assembly);

    public string Total => Say("total");

    public string Title(TableQuery query, string unit)
    {
        var about = query.ByMonth ? words.Name(query.Metrics[0]) : Say($"stream.{query.Stream}");
        return Say("title", unit, Rows(query), about, words.Period(query.Key!));
    }

    /// <summary>The heading of the first column: the kind of the rows, beginning with a capital.</summary>
    public string Heading(TableQuery query) => words.Culture.TextInfo.ToUpper(Rows(query)[0]) + Rows(query)[1..];

    /// <summary>The kind of the rows, in words.</summary>
    public string Rows(TableQuery query) =>
        query switch
        {
            { Rows: TableRows.Units, Level: { } level } => Say($"level.{level}"),
            _ => Say($"rows.{query.Rows}"),
        };

    public string Name(TableQuery query, string key, string name) => key.Length == 0 ? Say("none") : NameOfKey(query, key, name);

    private string NameOfKey(TableQuery query, string key, string name) =>
        query.Rows switch
        {
            TableRows.Months when Days.TryParseMonth(key, out var month) => query.From.Year == query.To.Year
                ? words.MonthAlone(month)
                : words.Month(month),
            TableRows.Channels => ChannelName(query, key),
            TableRows.Units or TableRows.Months or TableRows.Items or TableRows.Departments => name,
        };

    private string ChannelName(TableQuery query, string key) =>
        words.Say($"channel.{(query.Stream == RecordStream.Appeals ? "appeals" : "cases")}.{key}");

    public string Numerator(string metric) => Say("numerator", metric);

    public string Denominator(string metric) => Say("denominator", metric);

    /// <summary>The date and structure it counts by, the units without records, and why there is no total.</summary>
    public IReadOnlyList<string> Notes(TableQuery query, UnitTree units, IReadOnlyList<string> without, IReadOnlyList<ReportRow> rows)
    {
        List<string> notes = [Say(query.Basis == MetricBasis.Closed ? "note.closed" : "note.accepted")];
        if (query.Channel is { } channel)
            notes.Add(Say("note.channel", ChannelName(query, JsonNamingPolicy.CamelCase.ConvertName(channel.ToString()))));
        if (units.HasMoved)
            notes.Add(Say(query.Structure == MetricStructure.Today ? "note.today" : "note.then"));
        if (without.Count > 0)
            notes.Add(
                without.Count > MostNamed ? Say("note.without.many", words.Count(without.Count)) : Say("note.without", words.List(without))
            );
        if (rows.Count > 1 && !rows[^1].IsTotal)
            notes.Add(Say("note.noTotal"));
        else if (rows.Count > 1 && rows[^1].Cells.Any(c => c.Text is null && c.Number is null))
            notes.Add(Say("note.partTotal"));
        return notes;
    }

    private string Say(string key, params object[] arguments)
    {
        var text = s_texts.GetString(key, words.Culture) ?? throw new InvalidOperationException($"There is no text “{key}”.");
        return arguments.Length == 0 ? text : string.Format(words.Culture, text, arguments);
    }
}
