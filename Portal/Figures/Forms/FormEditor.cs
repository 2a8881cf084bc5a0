using Portal.Domain.Figures.Editing;

namespace Portal.Figures.Forms;

/// <summary>The form being edited, with its problems by place.</summary>
/// <param name="Form">The edited form.</param>
/// <param name="Problems">By path, such as <c>sections[0].rows[2].name.zh</c>.</param>
/// <param name="Changed">Called after every change.</param>
public sealed record FormEditor(EditedForm Form, ILookup<string, FormProblem> Problems, Action Changed)
{
    /// <summary>The problems at the place, or below it where <paramref name="below"/> is true.</summary>
    public IEnumerable<FormProblem> At(string path, bool below = false) =>
        below
            ? Problems.Where(p => p.Key == path || p.Key.StartsWith(path + ".", StringComparison.Ordinal)).SelectMany(p => p)
            : Problems[path];

    public bool Fails(string path) => Problems.Contains(path);

    /// <summary>Moves an item of a list up or down.</summary>
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
