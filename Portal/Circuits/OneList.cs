using Microsoft.AspNetCore.Components.Rendering;

namespace Portal.Circuits;

/// <summary>Lets a component keep one list of what it shows instead of two.</summary>
/// <remarks>
/// The framework writes what is shown into two lists by turns, and compares the new one with the one before. That one is of no use after it,
/// but is kept until the next rendering: on a thousand open pages, some hundred MiB. What large components call at the beginning of their
/// markup and after it was rendered gives it back to the framework's pool at once.
/// </remarks>
public sealed class OneList
{
    private RenderTreeBuilder? _shown;
    private RenderTreeBuilder? _before;

    /// <summary>The component writes into this list now.</summary>
    public void Begin(RenderTreeBuilder list)
    {
        // What failed is written into the same list again; the other one is still compared with it.
        if (ReferenceEquals(list, _shown))
            return;
        (_before, _shown) = (_shown, list);
    }

    /// <summary>The two were compared, and what differs was sent.</summary>
    public void End()
    {
        _before?.Clear();
        _before = null;
    }
}
