using Portal.Domain.Calendar;

namespace Portal.Domain.Intake.Reference;

/// <summary>The table of working days after the import of a file.</summary>
/// <param name="table">The file.</param>
/// <param name="stored">The stored days, tracked: changed ones are overwritten.</param>
internal sealed class CalendarMerge(ReferenceTable table, Dictionary<DateOnly, CalendarDay> stored)
{
    // Days of New Year that lie in December belong to the notice of the next year.
    private const int NewYearFrom = 22;

    private readonly ReferenceEffects _effects = new(table.Columns);
    private int _updated;

    public List<CalendarDay> New { get; } = [];

    public List<CalendarDay> Ended { get; } = [];

    /// <summary>The first day that is worked or free otherwise than before; null when there is none.</summary>
    public DateOnly? FirstMoved { get; private set; }

    public bool HasChanges => New.Count + _updated + Ended.Count > 0;

    /// <summary>What the file does, and its errors.</summary>
    public ReferenceImportResult Result => _effects.Result(table, New.Count, _updated);

    /// <param name="row">The day's row.</param>
    /// <param name="day">Null for a day like any other of its weekday: it stays as it is.</param>
    public void Take(ReferenceRow row, CalendarDay? day)
    {
        if (table.Errors.Has(row.Line))
            return;
        if (day is null)
        {
            _effects.Add(EffectKind.Unchanged, row.Line, row["date"], row["holiday"]);
            return;
        }
        var code = ReferenceTexts.Of(day)[0];
        if (!stored.TryGetValue(day.Date, out var present))
        {
            _effects.Add(EffectKind.Created, row.Line, code, day.Holiday);
            New.Add(day);
            Move(day.Date);
            return;
        }
        // What the file has no column for stays as stored.
        day.Holiday = row.Has("holiday") ? day.Holiday : present.Holiday;
        day.HolidayEnglish = row.Has("holidayEnglish") ? day.HolidayEnglish : present.HolidayEnglish;
        var isSame = (present.Kind, present.Holiday, present.HolidayEnglish) == (day.Kind, day.Holiday, day.HolidayEnglish);
        _effects.Add(
            isSame ? EffectKind.Unchanged : EffectKind.Changed,
            row.Line,
            code,
            day.Holiday,
            () => ReferenceTexts.Of(present),
            () => ReferenceTexts.Of(day)
        );
        if (isSame)
            return;
        if (present.Kind != day.Kind)
            Move(day.Date);
        (present.Kind, present.Holiday, present.HolidayEnglish) = (day.Kind, day.Holiday, day.HolidayEnglish);
        _updated++;
    }

    /// <summary>Days of the years whose whole notice the file is, and that it does not list, go back to the weekly rule.</summary>
    public void EndUnlisted(IReadOnlyList<CalendarDay> listed)
    {
        var notice = new WorkingCalendar(listed.DistinctBy(d => d.Date));
        foreach (var day in stored.Values.Where(d => notice.Covers(d.Date.Year) && !notice.IsListed(d.Date)).OrderBy(d => d.Date))
        {
            if (day.Date is { Month: 12, Day: >= NewYearFrom })
                continue;
            _effects.Add(EffectKind.Ended, 0, ReferenceTexts.Of(day)[0], day.Holiday, () => ReferenceTexts.Of(day));
            Ended.Add(day);
            Move(day.Date);
        }
    }

    private void Move(DateOnly day) => FirstMoved = FirstMoved is { } first && first <= day ? first : day;
}
