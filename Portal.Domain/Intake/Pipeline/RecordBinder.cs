using Portal.Domain.Catalogue;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>Converts each row into a record input, or lists every error of the row. Not thread-safe.</summary>
internal sealed class RecordBinder
{
    private readonly FieldSource?[] _sources;
    private readonly string? _defaultSource;
    private readonly InstantReader _instants;
    private readonly DistrictTime _time;
    private readonly bool _isAppeal;
    private readonly bool _hasHints;
    private readonly StringPool _pool = new();
    private List<RowError>? _errors;
    private RowTable _row = null!;

    public RecordBinder(FieldSource?[] sources, RecordStream stream, string? defaultSource, InstantReader instants, DistrictTime time)
    {
        (_sources, _defaultSource, _instants, _time) = (sources, defaultSource, instants, time);
        _isAppeal = stream == RecordStream.Appeals;
        _hasHints = sources.Skip((int)RecordField.UnitName).Any(source => source is not null);
    }

    public ParsedRow Bind(RowTable row)
    {
        (_row, _errors) = (row, null);
        foreach (var problem in row.Problems)
            Add(problem.Field, problem.Value, problem.Code, problem.Arguments);
        var input = _errors is null ? Read() : null;
        return new ParsedRow(row.Line, _errors is null ? input : null, _errors ?? (IReadOnlyList<RowError>)[], row.CopyCells());
    }

    private RecordInput Read()
    {
        var acceptedAt = Instant(RecordField.AcceptedAt);
        if (acceptedAt is null && _errors is null)
            Add(RecordField.AcceptedAt, default, "acceptedAt.required");
        return new RecordInput
        {
            Source = Required(RecordField.Source, RecordSource.NameLength, _defaultSource),
            CaseNo = Required(RecordField.CaseNo, ServiceRecord.CaseNoLength),
            UnitCode = Required(RecordField.UnitCode, Unit.CodeLength),
            ItemCode = Code(RecordField.ItemCode, ServiceItem.CodeLength),
            Channel = Word(RecordField.Channel, ValueSpellings.Channels) ?? Channel.Window,
            AcceptedAt = acceptedAt?.At ?? default,
            ClosedAt = NotBefore(Instant(RecordField.ClosedAt), acceptedAt),
            Outcome = Word(RecordField.Outcome, ValueSpellings.Outcomes),
            DueAt = Instant(RecordField.DueAt) is { } due
                ? due.IsDayOnly
                    ? _time.EndOf(_time.DayOf(due.At))
                    : due.At
                : null,
            Suspensions = ReadSuspensions(),
            ExtensionDays = Number(RecordField.ExtensionDays),
            Satisfaction = Word(RecordField.Satisfaction, ValueSpellings.Grades),
            ServiceMode = Word(RecordField.ServiceMode, ValueSpellings.ServiceModes),
            AppealSource = _isAppeal ? Word(RecordField.AppealSource, ValueSpellings.AppealSources) : null,
            FirstReplyAt = _isAppeal ? NotBefore(Instant(RecordField.FirstReplyAt), acceptedAt) : null,
            Hints = _hasHints ? Hints() : null,
        };
    }

    private CreationHints Hints() =>
        new(
            Code(RecordField.UnitName, UnitVersion.NameLength),
            Code(RecordField.ItemName, ServiceItemVersion.NameLength),
            Code(RecordField.DepartmentCode, Unit.CodeLength),
            Code(RecordField.DepartmentName, UnitVersion.NameLength)
        );

    private ReadOnlySpan<char> Text(RecordField field) => _sources[(int)field] is { } source ? source.Read(_row) : default;

    private string Required(RecordField field, int longest, string? otherwise = null)
    {
        if (Code(field, longest) is { } text)
            return text;
        if (otherwise is not null)
            return otherwise;
        Add(field, default, $"{RecordFields.NameOf(field)}.required");
        return "";
    }

    private string? Code(RecordField field, int longest)
    {
        var text = Text(field);
        if (text.IsEmpty)
            return null;
        if (text.Length > longest)
            Add(field, text, "text.tooLong", longest);
        else if (RecordText.HasBreak(text))
            Add(field, text, "text.hasBreak");
        return field == RecordField.CaseNo ? text.ToString() : _pool.Get(text);
    }

    private ReadInstant? Instant(RecordField field)
    {
        var text = Text(field);
        if (text.IsEmpty)
            return null;
        if (_instants.TryRead(text, out var instant))
            return instant;
        Add(field, text, $"{RecordFields.NameOf(field)}.invalid");
        return null;
    }

    // A date without a time means the start of that day, but on the day of acceptance the instant of acceptance.
    private DateTimeOffset? NotBefore(ReadInstant? instant, ReadInstant? accepted)
    {
        if (instant is not { } read)
            return null;
        if (!read.IsDayOnly || accepted is not { } start || read.At > start.At)
            return read.At;
        return _time.DayOf(read.At) == _time.DayOf(start.At) ? start.At : read.At;
    }

    private T? Word<T>(RecordField field, ValueSpellings<T> words)
        where T : struct
    {
        var text = Text(field);
        if (text.IsEmpty)
            return null;
        if (words.TryRead(text, out var value))
            return value;
        Add(field, text, "value.unknown", string.Join(", ", words.Names));
        return null;
    }

    private int Number(RecordField field)
    {
        var text = Text(field);
        if (text.IsEmpty)
            return 0;
        if (
            int.TryParse(
                text,
                System.Globalization.NumberStyles.AllowLeadingSign,
                System.Globalization.CultureInfo.InvariantCulture,
                out var number
            )
        )
            return number;
        Add(field, text, "number.invalid");
        return 0;
    }

    private IReadOnlyList<Suspension> ReadSuspensions()
    {
        var text = Text(RecordField.Suspensions);
        if (text.IsEmpty)
            return [];
        if (Suspensions.TryParse(text.ToString(), out var suspensions))
            return suspensions;
        Add(RecordField.Suspensions, text, "suspensions.invalid");
        return [];
    }

    private void Add(RecordField field, ReadOnlySpan<char> value, string code, params object[] arguments) =>
        Add(RecordFields.NameOf(field), value.IsEmpty ? null : value.ToString(), code, arguments);

    private void Add(string field, string? value, string code, object[] arguments) =>
        (_errors ??= []).Add(RowErrors.Create(_row.Line, field, value is null ? null : RecordText.ForDisplay(value), code, arguments));
}
