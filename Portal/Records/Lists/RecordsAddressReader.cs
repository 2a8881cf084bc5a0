using System.Globalization;
using Microsoft.Extensions.Primitives;
using Portal.Domain.Catalogue;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Domain.Shared;
using Portal.Navigation;

namespace Portal.Records.Lists;

/// <summary>Parses one address into a <see cref="RecordsAddress"/>, and collects the names of invalid parts.</summary>
internal sealed class RecordsAddressReader(string path, IDictionary<string, StringValues> query)
{
    private static readonly string[] s_instants =
    [
        "yyyy-MM-dd'T'HH:mmzzz",
        "yyyy-MM-dd'T'HH:mm:sszzz",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-dd'T'HH:mm'Z'",
        "yyyy-MM-dd'T'HH:mm:ss'Z'",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
    ];

    private readonly List<string> _invalid = [];

    public RecordsAddress Read()
    {
        var (from, to) = (Bound("from", last: false), Bound("to", last: true));
        if (to < from)
            _invalid.Add("to");
        var withoutChannel = Text("channel") == RecordsAddress.None;
        var withoutMode = Text("mode") == RecordsAddress.None;
        var address = new RecordsAddress
        {
            Stream = IsOf(RecordStream.Appeals) ? RecordStream.Appeals : RecordStream.Cases,
            Unit = Text("unit"),
            Structure = Word<RecordStructure>("structure") ?? RecordStructure.Today,
            Own = Flag("own") ?? false,
            From = from,
            To = to < from ? null : to,
            Basis = Word<RecordBasis>("basis") ?? RecordBasis.Accepted,
            Item = Text("item"),
            Department = Text("department"),
            Channel = withoutChannel ? null : Word<Channel>("channel"),
            WithoutChannel = withoutChannel,
            Mode = withoutMode ? null : Word<ServiceMode>("mode"),
            WithoutMode = withoutMode,
            Kind = Word<ItemKind>("kind"),
            Open = Flag("open"),
            Overdue = Flag("overdue"),
            Due = DueDays(),
            OnTheSpot = Flag("onTheSpot"),
            Rating = Rating(),
            Outcome = Word<CaseOutcome>("outcome"),
            AppealSource = Word<AppealSource>("appealSource"),
            Doubtful = Flag("doubtful"),
            Source = Text("source"),
            CaseNo = Text("caseNo"),
            Measure = Word<RecordMeasure>("measure"),
            Counted = Flag("counted") ?? false,
            AsOf = Instant(),
            Order = Order(),
            Hidden = Hidden(),
            After = After(),
        };
        return address with { InvalidParts = string.Join(", ", _invalid) };
    }

    private bool IsOf(RecordStream stream)
    {
        var start = RecordsAddress.PathOf(stream).TrimStart('/');
        return path.TrimStart('/').Split('/')[0].Equals(start, StringComparison.OrdinalIgnoreCase);
    }

    private string? Text(string name) =>
        query.TryGetValue(name, out var value) && value.ToString().Trim() is { Length: > 0 } text ? text : null;

    private T? Word<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
            return null;
        if (UrlNames.TryParse<T>(text, out var value))
            return value;
        _invalid.Add(name);
        return null;
    }

    private bool? Flag(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (bool.TryParse(text, out var flag))
            return flag;
        _invalid.Add(name);
        return null;
    }

    private DateOnly? Bound(string name, bool last)
    {
        if (Text(name) is not { } text)
            return null;
        if (Days.TryParse(text, out var day))
            return day;
        if (Days.TryParseMonth(text, out var month))
            return last ? Days.MonthEnd(month) : month;
        _invalid.Add(name);
        return null;
    }

    private int? DueDays()
    {
        if (Text("due") is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= RecordsAddress.MostDueDays)
        {
            return days;
        }
        _invalid.Add("due");
        return null;
    }

    private string? Rating()
    {
        if (Text("rating") is not { } text || text == RecordsAddress.None)
            return Text("rating");
        var grades = text.Split(',', StringSplitOptions.TrimEntries);
        if (Array.TrueForAll(grades, grade => grade is ['1' or '2' or '3' or '4' or '5']))
            return string.Join(',', grades.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        _invalid.Add("rating");
        return null;
    }

    private string? Hidden()
    {
        if (Text("hide") is not { } text)
            return null;
        var columns = new HashSet<RecordColumn>();
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (UrlNames.TryParse<RecordColumn>(name, out var column))
                columns.Add(column);
            else if (!_invalid.Contains("hide"))
                _invalid.Add("hide");
        }
        return RecordsAddress.TextOf(columns);
    }

    private DateTimeOffset? Instant()
    {
        // An unescaped plus sign of the offset arrives as a blank.
        if (Text("asOf")?.Replace(' ', '+') is not { } text)
            return null;
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (
            DateTimeOffset.TryParseExact(text, s_instants, CultureInfo.InvariantCulture, utc, out var instant) && Days.IsAsked(instant.Year)
        )
        {
            return Instants.Truncate(instant);
        }
        _invalid.Add("asOf");
        return null;
    }

    private RecordCursor? After()
    {
        if (Text("after") is not { } text)
            return null;
        if (RecordCursorText.TryParse(text, out var cursor))
            return cursor;
        _invalid.Add("after");
        return null;
    }

    private RecordOrder Order()
    {
        if (Text("sort") is not { } text)
            return RecordOrder.Default;
        if (UrlNames.TryParse<RecordSort>(text.TrimStart('-'), out var by))
            return new(by, text.StartsWith('-'));
        _invalid.Add("sort");
        return RecordOrder.Default;
    }
}
