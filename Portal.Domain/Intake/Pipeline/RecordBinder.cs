using System.Globalization;
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
    // Fewer than microseconds since 1970 have.
    private const int MostRevisionDigits = 15;

    private readonly FieldSource?[] _sources;
    private readonly string? _defaultSource;
    private readonly InstantReader _instants;
    private readonly DistrictTime _time;
    private readonly bool _isAppeal;
    private readonly RecordFieldSet _neverGiven;
    private readonly FieldSource?[] _leavable;
    private readonly FieldSource? _closingTime;
    private readonly DateTimeOffset? _closingTimeOtherwise;
    private readonly bool _hasHints;
    private readonly StringPool _pool = new();
    private List<RowError>? _errors;
    private RowTable _row = null!;

    /// <param name="canLeaveOut">Whether a row may leave out a field that others have, as JSON may.</param>
    public RecordBinder(
        FieldSource?[] sources,
        RecordFileOptions options,
        bool canLeaveOut,
        FieldSource? closingTime,
        InstantReader instants,
        DistrictTime time
    )
    {
        (_sources, _instants, _time) = (sources, instants, time);
        // As clean as the name that a row gives: a blank one is none.
        _defaultSource = Identifiers.Clean(options.DefaultSource ?? "") is { Length: > 0 } source ? source : null;
        _isAppeal = options.Stream == RecordStream.Appeals;
        RecordField[] absentable =
        [
            .. RecordFields.Of(options.Stream).Where(f => f is not (RecordField.Source or RecordField.CaseNo or RecordField.UpdatedAt)),
        ];
        _neverGiven = RecordFieldSet.Of(absentable.Where(f => sources[(int)f] is null));
        _leavable = new FieldSource?[RecordFields.Count];
        foreach (var field in canLeaveOut ? absentable : [])
            _leavable[(int)field] = sources[(int)field];
        if (options.Mapping?.Doubtful is { ClosedWithoutTime: true })
            (_closingTime, _closingTimeOtherwise) = (closingTime, closingTime is null ? options.FileTime : null);
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
        var absent = Absent();
        var acceptedAt = Instant(RecordField.AcceptedAt, accepted: null);
        if (acceptedAt is null && _errors is null && !absent.Has(RecordField.AcceptedAt))
            Add(RecordField.AcceptedAt, default, "acceptedAt.required");
        return new RecordInput
        {
            Source = Required(RecordField.Source, RecordSource.NameLength, _defaultSource),
            CaseNo = Required(RecordField.CaseNo, ServiceRecord.CaseNoLength),
            UnitCode = absent.Has(RecordField.UnitCode) ? "" : Required(RecordField.UnitCode, Unit.CodeLength),
            ItemCode = Code(RecordField.ItemCode, ServiceItem.CodeLength),
            Channel = Word(RecordField.Channel, ValueSpellings.Channels) ?? Channel.Window,
            AcceptedAt = acceptedAt?.At ?? default,
            ClosedAt = NotBefore(Instant(RecordField.ClosedAt, acceptedAt), acceptedAt),
            Outcome = Word(RecordField.Outcome, ValueSpellings.Outcomes),
            DueAt = Instant(RecordField.DueAt, acceptedAt) is { } due
                ? due.IsDayOnly
                    ? _time.EndOf(_time.DayOf(due.At))
                    : due.At
                : null,
            Suspensions = ReadSuspensions(),
            ExtensionDays = Number(RecordField.ExtensionDays),
            Satisfaction = Word(RecordField.Satisfaction, ValueSpellings.Grades),
            ServiceMode = Word(RecordField.ServiceMode, ValueSpellings.ServiceModes),
            AppealSource = _isAppeal ? Word(RecordField.AppealSource, ValueSpellings.AppealSources) : null,
            FirstReplyAt = _isAppeal ? NotBefore(Instant(RecordField.FirstReplyAt, acceptedAt), acceptedAt) : null,
            Revision = Revision(),
            Absent = absent,
            ClosingTimeOtherwise = ClosingTime(),
            Hints = _hasHints ? Hints() : null,
        };
    }

    private RecordFieldSet Absent()
    {
        var absent = _neverGiven;
        for (var field = 0; field < _leavable.Length; field++)
        {
            if (_leavable[field] is { } source && !source.IsGiven(_row))
                absent = absent.With((RecordField)field);
        }
        return absent;
    }

    // A source that counts its revisions writes whole numbers, which order messages as instants do.
    private long? Revision()
    {
        var text = Text(RecordField.UpdatedAt);
        if (text.IsEmpty)
            return null;
        if (text.Length <= MostRevisionDigits && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        return Instant(RecordField.UpdatedAt, accepted: null) is { } read ? Instants.ToMicroseconds(read.At) : null;
    }

    private DateTimeOffset? ClosingTime()
    {
        if (_closingTime is null)
            return _closingTimeOtherwise;
        var text = _closingTime.Read(_row);
        return !text.IsEmpty && _instants.Read(text, out var instant) == InstantReading.Instant ? instant.At : null;
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
        if (RecordFields.IsIdentifier(field))
            return Identifier(field, text.ToString(), longest);
        if (text.Length > longest)
            Add(field, text, "text.tooLong", longest);
        else if (RecordText.HasBreak(text))
            Add(field, text, "text.hasBreak");
        return _pool.Get(text);
    }

    /// <returns>As written; the record input cleans it.</returns>
    private string? Identifier(RecordField field, string text, int longest)
    {
        var clean = Identifiers.Clean(text);
        if (clean.Length == 0)
            return null;
        if (clean.Length > longest)
            Add(field, text, "text.tooLong", longest);
        else if (RecordText.HasBreak(text))
            Add(field, text, "text.hasBreak");
        else if (_sources[(int)field]!.IsNoIdentifier(_row))
            Add(field, text, "identifier.number");
        else if (field != RecordField.CaseNo && Identifiers.HasExponent(clean) && clean.AsSpan().ContainsAny("+.-"))
            Add(field, text, "identifier.exponent");
        return field == RecordField.CaseNo ? text : _pool.Get(text);
    }

    private ReadInstant? Instant(RecordField field, ReadInstant? accepted)
    {
        var text = Text(field);
        if (text.IsEmpty)
            return null;
        var reading = _instants.Read(text, out var instant);
        if (reading == InstantReading.Instant)
            return instant;
        if (reading == InstantReading.NoDate)
            return null;
        var name = RecordFields.NameOf(field);
        if (reading == InstantReading.TooEarly && accepted is { } start && field != RecordField.AcceptedAt)
        {
            var local = _time.ToLocal(start.At).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            Add(field, text, $"{name}.beforeAccepted", local);
            return null;
        }
        Add(
            field,
            text,
            reading switch
            {
                InstantReading.TooLate when field is RecordField.ClosedAt or RecordField.AcceptedAt or RecordField.UpdatedAt =>
                    $"{name}.inFuture",
                InstantReading.MonthOrDayFirst => "instant.monthOrDay",
                InstantReading.SecondsSince1970 => "instant.seconds",
                InstantReading.MillisecondsSince1970 => "instant.milliseconds",
                InstantReading.Serial => "instant.serial",
                InstantReading.NoValue => "value.none",
                InstantReading.Instant
                or InstantReading.NoDate
                or InstantReading.TooEarly
                or InstantReading.TooLate
                or InstantReading.Invalid => $"{name}.invalid",
            }
        );
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
        // Full-width letters, and the 5.0 that programs make of a 5.
        var normal = Identifiers.Clean(text.ToString());
        if (words.TryRead(normal, out value) || (WholeNumbers.TryRead(normal, out var number) && words.TryRead(number, out value)))
            return value;
        if (normal.Length == 0)
            return null;
        if (NoValueTexts.Contains(normal))
        {
            Add(field, text, "value.none");
            return null;
        }
        Add(field, text, "value.unknown", string.Join(", ", words.Names));
        return null;
    }

    private int Number(RecordField field)
    {
        var text = Text(field);
        if (text.IsEmpty)
            return 0;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;
        var normal = Identifiers.Clean(text.ToString());
        if (
            WholeNumbers.TryRead(normal, out var digits)
            && int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
        )
        {
            return number;
        }
        if (normal.Length > 0)
            Add(field, text, NoValueTexts.Contains(normal) ? "value.none" : "number.invalid");
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
