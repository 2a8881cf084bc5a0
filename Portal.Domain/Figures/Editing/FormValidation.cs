using Portal.Domain.Figures.Forms;

namespace Portal.Domain.Figures.Editing;

/// <summary>Validates a definition before it is saved, from whatever source: shipped, edited or sent by the API.</summary>
public static class FormValidation
{
    /// <summary>The longest name, in characters.</summary>
    public const int NameLength = 100;

    /// <summary>The longest help text and message, in characters.</summary>
    public const int HelpLength = 500;

    /// <summary>The most checks of a form.</summary>
    public const int MostChecks = 200;

    /// <summary>The most numbers that all checks of a form may read together: they run at every key press.</summary>
    public const int MostLookups = 50_000;

    /// <returns>None when the form is valid. Checks are validated only when the sections are valid.</returns>
    public static IReadOnlyList<FormProblem> Problems(FormDefinition definition)
    {
        var problems = new FormProblems();
        SectionRules.Check(definition, problems);
        if (problems.None)
            CheckRules.Check(definition, problems);
        return problems.All;
    }
}
