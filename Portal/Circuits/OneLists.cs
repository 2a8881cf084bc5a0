using Microsoft.AspNetCore.Components.Rendering;

namespace Portal.Circuits;

/// <summary>The large components of one open page that were rendered, and still keep the list before.</summary>
/// <remarks>
/// A browser acknowledges a push some time after it; <see cref="OneList.End"/> could wait for that, but by then hundreds of other pages have taken new lists.
/// Whoever renders a whole page lets go of what it showed before at once, and the next page takes it: then a thousand pages need but a few lists more than they show.
/// </remarks>
public sealed class OneLists
{
    private readonly HashSet<OneList> _begun = [];

    /// <summary>The component writes into this list now.</summary>
    public void Begin(OneList component, RenderTreeBuilder list)
    {
        component.Begin(list);
        _begun.Add(component);
    }

    /// <summary>The component was rendered, and what differs was sent.</summary>
    public void End(OneList component)
    {
        component.End();
        _begun.Remove(component);
    }

    /// <summary>All of them were.</summary>
    public void EndAll()
    {
        foreach (var component in _begun)
            component.End();
        _begun.Clear();
    }
}
