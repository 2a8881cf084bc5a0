using Portal.Domain.Figures.Forms;

namespace Portal.Domain.Figures.Editing;

/// <summary>Whether a definition is a form that can be filled in: checked before one is saved, whoever wrote it.</summary>
public static class FormValidation
{
    /// <summary>The longest name, in characters.</summary>
    public const int NameLength = 100;

    /// <summary>The longest help text and message, in characters.</summary>
    public const int HelpLength = 500;

    /// <summary>The most checks of a form.</summary>
    public const int MostChecks = 200;

    /// <summary>The most numbers that all the checks of a form may look at together: they run with every key.</summary>
    public const int MostLookups = 50_000;

    /// <returns>None when the form is sound. Checks are only looked at when the sections are.</returns>
    public static IReadOnlyList<FormProblem> Problems(FormDefinition definition)
    {
        var problems = new FormProblems();
        SectionRules.Check(definition, problems);
        if (problems.None)
            CheckRules.Check(definition, problems);
        return problems.All;
    }
}
