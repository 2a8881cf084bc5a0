using System.Globalization;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Reference;

/// <summary>What the rows of a file share.</summary>
internal sealed record ReferenceReading(ReferenceColumns Columns, ReferenceErrors Errors, InstantReader Instants, DistrictTime Time);

/// <summary>One row. Values are read by column name; each invalid value adds an error.</summary>
/// <param name="line">As in <see cref="RowError.Line"/>.</param>
/// <param name="reading">What it shares with the others.</param>
/// <param name="cells">In the order of the columns; null for those that it does not give.</param>
internal sealed class ReferenceRow(long line, ReferenceReading reading, string?[] cells)
{
    public long Line { get; } = line;

    /// <summary>The text; empty when the cell is blank or the row does not give it.</summary>
    public string this[string name] => cells[reading.Columns.Find(name)] ?? "";

    /// <summary>The row for a reader.</summary>
    public ReferenceSampleRow Shown => new(Line, [.. cells.Select(cell => RecordText.ForDisplay(cell ?? ""))]);

    /// <summary>Whether the row gives the column, even as a blank. What it does not give stays as stored.</summary>
    public bool Has(string name) => cells[reading.Columns.Find(name)] is not null;

    public void AddError(string name, string code, params object[] arguments) =>
        reading.Errors.Add(
            RowErrors.Create(
                Line,
                name,
                name.Length == 0 || this[name].Length == 0 ? null : RecordText.ForDisplay(this[name]),
                code,
                arguments
            )
        );

    /// <summary>A required text; empty, with an error added, when it is missing.</summary>
    public string Required(string name, int maxLength)
    {
        if (this[name].Length == 0)
            AddError(name, "value.required");
        return Text(name, maxLength);
    }

    public string Text(string name, int maxLength)
    {
        if (this[name].Length > maxLength)
            AddError(name, "text.tooLong", maxLength);
        else if (RecordText.HasBreak(this[name]))
            AddError(name, "text.hasBreak");
        return this[name];
    }

    /// <summary>A local date: a time behind it may only be midnight.</summary>
    public DateOnly? Day(string name)
    {
        if (this[name].Length == 0)
            return null;
        var read = reading.Instants.Read(this[name], out var instant);
        if (read == InstantReading.NoDate)
            return null;
        if (read == InstantReading.Instant)
        {
            var day = reading.Time.DayOf(instant.At);
            if (instant.IsDayOnly || reading.Time.StartOf(day) == instant.At)
                return day;
        }
        AddError(name, ErrorOf(read));
        return null;
    }

    /// <summary>The day without adding errors; null for a blank or an invalid one.</summary>
    public DateOnly? PeekDay(string name) =>
        this[name].Length > 0 && reading.Instants.Read(this[name], out var instant) == InstantReading.Instant
            ? reading.Time.DayOf(instant.At)
            : null;

    public int? Number(string name, int minimum)
    {
        var text = Identifiers.Clean(this[name]);
        if (text.Length == 0)
            return null;
        if (
            WholeNumbers.TryRead(text, out var digits)
            && int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= minimum
        )
        {
            return number;
        }
        AddError(name, NoValueTexts.Contains(text) ? "value.none" : "limit.invalid", minimum);
        return null;
    }

    public T? Word<T>(string name, ValueSpellings<T> words)
        where T : struct
    {
        if (this[name].Length == 0)
            return null;
        if (words.TryRead(this[name], out var value) || words.TryRead(Identifiers.Clean(this[name]), out value))
            return value;
        AddError(name, NoValueTexts.Contains(this[name]) ? "value.none" : "value.unknown", string.Join(", ", words.Names));
        return null;
    }

    private static string ErrorOf(InstantReading reading) =>
        reading switch
        {
            InstantReading.MonthOrDayFirst => "instant.monthOrDay",
            InstantReading.SecondsSince1970 => "instant.seconds",
            InstantReading.MillisecondsSince1970 => "instant.milliseconds",
            InstantReading.Serial => "instant.serial",
            InstantReading.NoValue => "value.none",
            InstantReading.Instant
            or InstantReading.NoDate
            or InstantReading.TooEarly
            or InstantReading.TooLate
            or InstantReading.Invalid => "day.invalid",
        };
}
