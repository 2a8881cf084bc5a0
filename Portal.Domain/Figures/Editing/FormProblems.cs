using Portal.Domain.Figures.Forms;

namespace Portal.Domain.Figures.Editing;

/// <summary>Collects the errors of a form.</summary>
internal sealed class FormProblems
{
    // More errors help nobody and would make the answer long.
    private const int Most = 200;

    private readonly List<FormProblem> _all = [];

    public IReadOnlyList<FormProblem> All => _all;

    public bool None => _all.Count == 0;

    public void Add(string path, string code, params object[] arguments) =>
        Add(new FormProblem(path, code, FormTexts.Say(code, arguments)));

    public void Add(FormProblem problem)
    {
        if (_all.Count < Most)
            _all.Add(problem);
    }
}
