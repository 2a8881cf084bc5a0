using System.Globalization;
using Portal.Domain.Figures.Forms;

namespace Portal.Domain.Figures.Editing;

/// <param name="HasSheets">A sheet of the form has been begun.</param>
/// <param name="LastSubmitted">The latest month for which a sheet was submitted; null when none was.</param>
internal readonly record struct FormUsage(bool HasSheets, DateOnly? LastSubmitted);

/// <summary>Validates a draft against the other forms, and against what was already reported with it.</summary>
internal static class FormSetRules
{
    // The figures of one stream and month must come from one form, or they would count twice.
    public static void CheckStream(IEnumerable<FigureForm> forms, FormDraft draft, DateOnly firstMonth, FormProblems problems)
    {
        if (draft.Stream is null)
            return;
        var other = forms.FirstOrDefault(f =>
            f.Code != draft.Code
            && f.Stream == draft.Stream
            && (f.Kinds & draft.Kinds) != UnitKinds.None
            && firstMonth <= (f.LastMonth ?? DateOnly.MaxValue)
            && f.FirstMonth <= (draft.LastMonth ?? DateOnly.MaxValue)
        );
        if (other is not null)
            problems.Add("stream", "form.streamTaken", other.Code, draft.Code);
    }

    public static void CheckChange(FigureForm form, FormDraft draft, FormUsage usage, FormProblems problems)
    {
        if (usage.HasSheets && (form.Kinds & ~draft.Kinds) != UnitKinds.None)
            problems.Add("kinds", "form.kindsInUse");
        if (usage.HasSheets && form.Stream != draft.Stream)
            problems.Add("stream", "form.streamInUse");
        if (form.Versions.Count > 0 && draft.FromMonth < form.Versions.Max(v => v.FromMonth))
            problems.Add("fromMonth", "form.versionLater", MonthText(form.Versions.Max(v => v.FromMonth)));
        if (usage.LastSubmitted is not { } submitted)
            return;
        if (draft.FromMonth <= submitted && Changes(form, draft))
            problems.Add("fromMonth", "form.monthSubmitted", MonthText(submitted));
        if (draft.LastMonth < submitted)
            problems.Add("lastMonth", "form.monthSubmitted", MonthText(submitted));
    }

    // Deadline and end may change while the questions stay.
    private static bool Changes(FigureForm form, FormDraft draft) =>
        form.Versions.Find(v => v.FromMonth == draft.FromMonth)?.Definition != FormJson.Write(draft.Definition);

    private static string MonthText(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
