using Portal.Domain.Figures.Sources;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Domain.Figures.Forms;

/// <summary>Forms and sources of record, all of one moment. Immutable.</summary>
/// <param name="Version">Rises with every change to them, to units or to the calendar.</param>
/// <param name="Forms">In order of code.</param>
public sealed record FigureReference(long Version, IReadOnlyList<FormInUse> Forms, SourceRules Sources)
{
    /// <summary>The form with the code; null when there is none.</summary>
    public FormInUse? Find(string code) => Forms.FirstOrDefault(f => f.Code == code);

    public FormInUse? Find(int id) => Forms.FirstOrDefault(f => f.Id == id);

    /// <summary>The form for the stream's figures of that kind of unit in the month; null when there is none.</summary>
    public FormInUse? FindByStream(RecordStream stream, UnitKind kind, DateOnly month) =>
        Forms.FirstOrDefault(f => f.Stream == stream && f.Kinds.Has(kind) && f.Covers(month));
}

/// <summary>A form with its versions parsed.</summary>
/// <param name="Versions">In order of their first month; at least one.</param>
public sealed record FormInUse(
    int Id,
    string Code,
    UnitKinds Kinds,
    RecordStream? Stream,
    DateOnly FirstMonth,
    DateOnly? LastMonth,
    int DeadlineWorkday,
    IReadOnlyList<FormVersion> Versions
)
{
    public bool Covers(DateOnly month) => FirstMonth <= month && (LastMonth is null || month <= LastMonth);

    /// <summary>The version in force for the month; the first for months before it.</summary>
    public FormVersion At(DateOnly month) => Versions.LastOrDefault(v => v.FromMonth <= month) ?? Versions[0];

    /// <summary>Whether the unit owes the form for the month: the form is for its kind, and it existed on any day of the month.</summary>
    public bool IsOwedBy(UnitTree units, int unitId, DateOnly month) =>
        Covers(month) && units.KindIn(unitId, month) is { } kind && Kinds.Has(kind);
}

/// <summary>A version of a form, parsed.</summary>
public sealed record FormVersion(int Id, DateOnly FromMonth, FormDefinition Definition);

internal static class UnitsInMonths
{
    /// <summary>The unit's kind on its last day in the month; null when it did not exist on any day of it.</summary>
    public static UnitKind? KindIn(this UnitTree units, int unitId, DateOnly month)
    {
        var last = Shared.Days.MonthEnd(month);
        var version = units
            .Find(unitId)
            ?.Versions.LastOrDefault(v => (v.ValidFrom is null || v.ValidFrom <= last) && (v.ValidTo is null || month <= v.ValidTo));
        return version?.Kind;
    }
}
