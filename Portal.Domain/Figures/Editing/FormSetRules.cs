using System.Globalization;
using Portal.Domain.Figures.Forms;

namespace Portal.Domain.Figures.Editing;

/// <param name="HasSheets">Somebody began to fill it in.</param>
/// <param name="LastSubmitted">The latest month for which a sheet was submitted; null when none was.</param>
internal readonly record struct FormStanding(bool HasSheets, DateOnly? LastSubmitted);

/// <summary>What a draft must be beside the other forms, and beside what was already reported with it.</summary>
internal static class FormSetRules
{
    // Figures of one stream and month come from one form, or they would count twice.
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

    public static void CheckChange(FigureForm form, FormDraft draft, FormStanding standing, FormProblems problems)
    {
        if (standing.HasSheets && (form.Kinds & ~draft.Kinds) != UnitKinds.None)
            problems.Add("kinds", "form.kindsInUse");
        if (standing.HasSheets && form.Stream != draft.Stream)
            problems.Add("stream", "form.streamInUse");
        if (form.Versions.Count > 0 && draft.FromMonth < form.Versions.Max(v => v.FromMonth))
            problems.Add("fromMonth", "form.versionLater", Said(form.Versions.Max(v => v.FromMonth)));
        if (standing.LastSubmitted is not { } submitted)
            return;
        if (draft.FromMonth <= submitted && Changes(form, draft))
            problems.Add("fromMonth", "form.monthSubmitted", Said(submitted));
        if (draft.LastMonth < submitted)
            problems.Add("lastMonth", "form.monthSubmitted", Said(submitted));
    }

    // Its deadline or its end may change while its questions stay.
    private static bool Changes(FigureForm form, FormDraft draft) =>
        form.Versions.Find(v => v.FromMonth == draft.FromMonth)?.Definition != FormJson.Write(draft.Definition);

    private static string Said(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
