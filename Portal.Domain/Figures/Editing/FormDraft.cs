using Portal.Domain.Figures.Forms;
using Portal.Domain.Records;

namespace Portal.Domain.Figures.Editing;

/// <summary>A new or changed form, to be in force from a month on.</summary>
/// <param name="Code">An unused code makes a new form.</param>
/// <param name="FromMonth">The first day of the first month with <paramref name="Definition"/>.</param>
/// <param name="LastMonth">The last month for which the form is owed; null until further notice.</param>
public sealed record FormDraft(
    string Code,
    UnitKinds Kinds,
    RecordStream? Stream,
    DateOnly FromMonth,
    DateOnly? LastMonth,
    int DeadlineWorkday,
    FormDefinition Definition
)
{
    /// <summary>The errors of the draft alone, without regard to other forms; none when it is valid.</summary>
    public IReadOnlyList<FormProblem> Problems() => DraftRules.Problems(this);
}
