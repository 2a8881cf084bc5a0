using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Domain.Catalogue;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Domain.Shared;
using Portal.Navigation;

namespace Portal.Records.Lists;

/// <summary>The address of a list of records; only this type and its reader read and write such addresses.</summary>
/// <remarks>It holds codes, not numbers of rows, so that it means the same in every installation and for every reader.</remarks>
public sealed record RecordsAddress
{
    /// <summary>The value of a parameter for records without an item, department, service mode or rating.</summary>
    public const string None = "none";

    /// <summary>Decides the path: <c>/cases</c> or <c>/appeals</c>.</summary>
    public RecordStream Stream { get; init; } = RecordStream.Cases;

    /// <summary>Code of the unit, those below it included; null for all that the reader may see.</summary>
    public string? Unit { get; init; }

    public RecordStructure Structure { get; init; } = RecordStructure.Today;

    /// <summary>Only the unit's own records, without those of the units below it.</summary>
    public bool Own { get; init; }

    /// <summary>The first day, inclusive; null for no bound. A month stands for its first day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, inclusive; null for no bound. A month stands for its last day.</summary>
    public DateOnly? To { get; init; }

    public RecordBasis Basis { get; init; } = RecordBasis.Accepted;

    /// <summary>Code of an item, or <see cref="None"/>.</summary>
    public string? Item { get; init; }

    /// <summary>Code of the unit that implements the items, or <see cref="None"/>.</summary>
    public string? Department { get; init; }

    public Channel? Channel { get; init; }

    /// <summary>Only figures without a channel: <c>channel=none</c>.</summary>
    public bool WithoutChannel { get; init; }

    public ServiceMode? Mode { get; init; }

    /// <summary>Only records without a service mode: <c>mode=none</c>.</summary>
    public bool WithoutMode { get; init; }

    public ItemKind? Kind { get; init; }

    public bool? Open { get; init; }

    public bool? Overdue { get; init; }

    /// <summary>Due within so many days, from 0 (today) to <see cref="MostDueDays"/>.</summary>
    public int? Due { get; init; }

    public bool? OnTheSpot { get; init; }

    /// <summary>Grades 1 to 5 in ascending order, separated by commas, or <see cref="None"/>.</summary>
    public string? Rating { get; init; }

    public CaseOutcome? Outcome { get; init; }

    public AppealSource? AppealSource { get; init; }

    public bool? Doubtful { get; init; }

    public string? Source { get; init; }

    public string? CaseNo { get; init; }

    /// <summary>Only the records that this measure of the figures counts.</summary>
    public RecordMeasure? Measure { get; init; }

    /// <summary>Only records that count in the figures, without those of months that their unit reports itself.</summary>
    public bool Counted { get; init; }

    public DateTimeOffset? AsOf { get; init; }

    public RecordOrder Order { get; init; } = RecordOrder.Default;

    /// <summary>
    /// The columns that are not shown, as their names in alphabetical order, separated by commas; null when all are. A saved view and
    /// a file have the same columns as the page.
    /// </summary>
    public string? Hidden { get; init; }

    /// <summary>The last record of the page before; null for the first page.</summary>
    public RecordCursor? After { get; init; }

    /// <summary>The names of invalid parts, separated by commas; empty when all are valid.</summary>
    public string InvalidParts { get; init; } = "";

    /// <summary>
    /// The parameter that holds the list from which a page was opened: its query on a record's page, path and query on an item's.
    /// </summary>
    public const string ListParameter = "list";

    /// <summary>The largest value of <see cref="Due"/>.</summary>
    public const int MostDueDays = 366;

    /// <summary>
    /// Parses a path and query. Missing and invalid parts take their defaults; <see cref="InvalidParts"/> names the invalid ones.
    /// </summary>
    public static RecordsAddress Parse(string pathAndQuery)
    {
        var mark = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = mark < 0 ? (pathAndQuery, "") : (pathAndQuery[..mark], pathAndQuery[mark..].Split('#')[0]);
        return new RecordsAddressReader(path, QueryHelpers.ParseQuery(query)).Read();
    }

    /// <summary>The path of a stream's list.</summary>
    public static string PathOf(RecordStream stream) =>
        stream switch
        {
            RecordStream.Cases => PortalUrls.Cases,
            RecordStream.Appeals => PortalUrls.Appeals,
        };

    /// <summary>The address of one record's page.</summary>
    public static string OfRecord(RecordStream stream, string source, string caseNo) =>
        $"{PathOf(stream)}/{Uri.EscapeDataString(source)}/{Uri.EscapeDataString(caseNo)}";

    /// <summary>The address of the page of a record of this list, from which its bread-crumb leads back to the same list.</summary>
    public string OfRecord(string source, string caseNo)
    {
        var query = ToQuery().TrimStart('?');
        return OfRecord(Stream, source, caseNo) + (query.Length == 0 ? "" : $"?{ListParameter}={Uri.EscapeDataString(query)}");
    }

    /// <summary>The address of an item's page, from which its bread-crumb leads back to this list.</summary>
    public string OfItem(string code) =>
        QueryHelpers.AddQueryString($"{PortalUrls.Items}/{Uri.EscapeDataString(code)}", ListParameter, ToUri());

    /// <summary>The same list of another unit, from its first page on.</summary>
    public RecordsAddress OfUnit(string? code) => this with { Unit = code, Own = false, After = null, InvalidParts = "" };

    /// <summary>Whether the column is shown.</summary>
    public bool Shows(RecordColumn column) => !HiddenColumns(Hidden).Contains(column);

    /// <summary>The same list with the column hidden, or shown again.</summary>
    public RecordsAddress Toggled(RecordColumn column)
    {
        var hidden = HiddenColumns(Hidden).ToHashSet();
        if (!hidden.Remove(column))
            hidden.Add(column);
        return this with { Hidden = TextOf(hidden) };
    }

    /// <summary>The path and query; parts with their default value are left out.</summary>
    public string ToUri() => PathOf(Stream) + ToQuery();

    /// <summary>The query with its question mark; empty when every part has its default value.</summary>
    public string ToQuery() =>
        QueryHelpers.AddQueryString("", Parts().Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Name, p.Value)));

    private IEnumerable<(string Name, string? Value)> Parts() =>
        [
            ("unit", Unit),
            ("structure", Structure == RecordStructure.Today ? null : UrlNames.Of(Structure)),
            ("own", Own ? "true" : null),
            ("from", From is { } from ? (from.Day == 1 ? Days.ToMonthText(from) : Days.ToText(from)) : null),
            ("to", To is { } to ? (to == Days.MonthEnd(to) ? Days.ToMonthText(to) : Days.ToText(to)) : null),
            ("basis", Basis == RecordBasis.Accepted ? null : UrlNames.Of(Basis)),
            ("item", Item),
            ("department", Department),
            ("channel", WithoutChannel ? None : Name(Channel)),
            ("mode", WithoutMode ? None : Name(Mode)),
            ("kind", Name(Kind)),
            ("open", Flag(Open)),
            ("overdue", Flag(Overdue)),
            ("due", Due?.ToString(CultureInfo.InvariantCulture)),
            ("onTheSpot", Flag(OnTheSpot)),
            ("rating", Rating),
            ("outcome", Name(Outcome)),
            ("appealSource", Name(AppealSource)),
            ("doubtful", Flag(Doubtful)),
            ("source", Source),
            ("caseNo", CaseNo),
            ("measure", Name(Measure)),
            ("counted", Counted ? "true" : null),
            ("asOf", AsOf?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture)),
            ("sort", Order == RecordOrder.Default ? null : (Order.Descending ? "-" : "") + UrlNames.Of(Order.By)),
            ("hide", Hidden),
            ("after", After is { } after ? RecordCursorText.Of(after) : null),
        ];

    /// <summary>The text of <see cref="Hidden"/>; null without a column.</summary>
    internal static string? TextOf(IReadOnlyCollection<RecordColumn> columns) =>
        columns.Count == 0 ? null : string.Join(',', columns.Select(UrlNames.Of).Order(StringComparer.Ordinal));

    private static IEnumerable<RecordColumn> HiddenColumns(string? text) =>
        Enum.GetValues<RecordColumn>().Where(c => text?.Split(',').Contains(UrlNames.Of(c), StringComparer.Ordinal) == true);

    private static string? Flag(bool? flag) =>
        flag switch
        {
            true => "true",
            false => "false",
            null => null,
        };

    private static string? Name<T>(T? value)
        where T : struct, Enum => value is { } given ? UrlNames.Of(given) : null;
}
