using Portal.Domain.Figures.Forms;

namespace Portal.Domain.Figures.Editing;

/// <summary>Validates a draft without regard to other forms.</summary>
internal static class DraftRules
{
    private const int LatestDeadline = 20;
    private static readonly UnitKinds s_allKinds =
        UnitKinds.Province | UnitKinds.City | UnitKinds.District | UnitKinds.Department | UnitKinds.Street | UnitKinds.Community;

    public static IReadOnlyList<FormProblem> Problems(FormDraft draft)
    {
        var problems = new FormProblems();
        if (!IsFormCode(draft.Code))
            problems.Add("code", "form.formCode", FigureForm.CodeLength);
        if (draft.Kinds == UnitKinds.None || (draft.Kinds & ~s_allKinds) != UnitKinds.None)
            problems.Add("kinds", "form.kinds");
        if (draft.Stream is { } stream && !Enum.IsDefined(stream))
            problems.Add("stream", "form.stream");
        if (draft.DeadlineWorkday is < 1 or > LatestDeadline)
            problems.Add("deadlineWorkday", "form.deadline", LatestDeadline);
        if (draft.FromMonth.Day != 1)
            problems.Add("fromMonth", "form.month");
        if (draft.LastMonth is { } last && (last.Day != 1 || last < draft.FromMonth))
            problems.Add("lastMonth", "form.lastMonth");
        foreach (var problem in FormValidation.Problems(draft.Definition))
            problems.Add(problem);
        if (problems.None && draft.Stream is null && draft.Definition.Cells.Any(c => c.Traits.Measure is not null))
            problems.Add("stream", "form.measureWithoutStream");
        return problems.All;
    }

    private static bool IsFormCode(string? code) =>
        code is { Length: > 0 and <= FigureForm.CodeLength }
        && code[0] != '-'
        && code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
