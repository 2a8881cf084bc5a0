using System.Globalization;

namespace Portal.Domain.Supervision.Clocks;

/// <summary>工作时间: the spans of a working day in which an office works, such as <c>08:30-12:00;14:30-17:30</c>.</summary>
/// <remarks>Spans are within one day, in order, and never touch. Two are equal when they have the same spans.</remarks>
public sealed class WorkingHours : IEquatable<WorkingHours>
{
    /// <summary>The most spans of a day.</summary>
    public const int MostSpans = 6;

    /// <summary>The longest text, in characters.</summary>
    public const int TextLength = 100;

    private const int MinutesOfDay = 24 * 60;

    private WorkingHours(IReadOnlyList<WorkingSpan> spans)
    {
        Spans = spans;
        PerDay = TimeSpan.FromMinutes(spans.Sum(span => span.To - span.From));
    }

    /// <summary>夏令/冬令 alike until an office sets its own: 08:30–12:00 and 14:30–17:30.</summary>
    public static WorkingHours Default { get; } = new([new(8 * 60 + 30, 12 * 60), new(14 * 60 + 30, 17 * 60 + 30)]);

    /// <summary>At least one.</summary>
    public IReadOnlyList<WorkingSpan> Spans { get; }

    /// <summary>The working time of a whole working day; more than zero, at most 24 hours.</summary>
    public TimeSpan PerDay { get; }

    /// <summary>Reads spans such as <c>08:30-12:00;14:30-17:30</c>; the last may end at <c>24:00</c>.</summary>
    /// <returns>False for a blank text, a span that does not end after its beginning, and spans that overlap, touch or are out of order.</returns>
    public static bool TryParse(string? text, out WorkingHours hours)
    {
        hours = Default;
        var spans = new List<WorkingSpan>();
        foreach (var part in (text ?? "").Split([';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.Split(['-', '–'], StringSplitOptions.TrimEntries) is not [var first, var last])
                return false;
            if (!TryMinute(first, out var from) || !TryMinute(last, out var to) || to <= from)
                return false;
            if (spans.Count == MostSpans || (spans.Count > 0 && from <= spans[^1].To))
                return false;
            spans.Add(new(from, to));
        }
        if (spans.Count == 0)
            return false;
        hours = new(spans);
        return true;
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static WorkingHours Parse(string text) =>
        TryParse(text, out var hours) ? hours : throw new FormatException($"'{text}' does not name the hours of a working day.");

    /// <summary>The hours as <see cref="Parse"/> reads them.</summary>
    public override string ToString() => string.Join(';', Spans.Select(span => $"{Minute(span.From)}-{Minute(span.To)}"));

    public bool Equals(WorkingHours? other) => other is not null && Spans.SequenceEqual(other.Spans);

    public override bool Equals(object? obj) => Equals(obj as WorkingHours);

    public override int GetHashCode() => Spans.Aggregate(0, HashCode.Combine);

    private static bool TryMinute(string text, out int minute)
    {
        minute = MinutesOfDay;
        if (text == "24:00")
            return true;
        if (!TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return false;
        minute = (time.Hour * 60) + time.Minute;
        return true;
    }

    private static string Minute(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}

/// <summary>A part of a working day.</summary>
/// <param name="From">The first minute of the day, from midnight.</param>
/// <param name="To">The minute after the last, at most 1,440.</param>
public readonly record struct WorkingSpan(int From, int To);
