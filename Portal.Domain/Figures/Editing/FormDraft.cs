using Portal.Domain.Figures.Forms;
using Portal.Domain.Records;

namespace Portal.Domain.Figures.Editing;

/// <summary>A form as somebody wants it to be from a month on.</summary>
/// <param name="Code">A new one makes a new form.</param>
/// <param name="FromMonth">The first day of the first month that asks <paramref name="Definition"/>.</param>
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
    /// <summary>What is wrong with it by itself, whatever other forms there are; none when nothing is.</summary>
    public IReadOnlyList<FormProblem> Problems() => DraftRules.Problems(this);
}
