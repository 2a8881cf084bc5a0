using Portal.Domain.Figures.Editing;

namespace Portal.Figures.Forms;

/// <summary>The form somebody works on, with what is wrong with it at each place.</summary>
/// <param name="Form">What is worked on.</param>
/// <param name="Problems">By path, such as <c>sections[0].rows[2].name.zh</c>.</param>
/// <param name="Changed">Called after every change.</param>
public sealed record FormDesk(EditedForm Form, ILookup<string, FormProblem> Problems, Action Changed)
{
    /// <summary>What is wrong at the place, or below it where <paramref name="below"/> says so.</summary>
    public IEnumerable<FormProblem> At(string path, bool below = false) =>
        below
            ? Problems.Where(p => p.Key == path || p.Key.StartsWith(path + ".", StringComparison.Ordinal)).SelectMany(p => p)
            : Problems[path];

    public bool Fails(string path) => Problems.Contains(path);

    /// <summary>Moves one of a list up or down.</summary>
    public void Move<T>(IList<T> list, T item, int by)
    {
        var to = list.IndexOf(item) + by;
        if (to < 0 || to >= list.Count)
            return;
        list.Remove(item);
        list.Insert(to, item);
        Changed();
    }

    public void Remove<T>(ICollection<T> list, T item)
    {
        list.Remove(item);
        Changed();
    }

    public void Add<T>(ICollection<T> list, T item)
    {
        list.Add(item);
        Changed();
    }
}
