using Microsoft.AspNetCore.Components.Rendering;

namespace Portal.Circuits;

/// <summary>The large components of one circuit that were rendered and still hold their previous render tree.</summary>
/// <remarks>
/// <c>OnAfterRender</c> runs only after the browser acknowledged the push; by then hundreds of other pages have taken new buffers. A page
/// that was rendered as a whole calls <see cref="EndAll"/> at once, and the next page reuses the buffers: a thousand pages then need only
/// a few buffers more than they show.
/// </remarks>
public sealed class PreviousRenderTrees
{
    private readonly HashSet<PreviousRenderTree> _rendering = [];

    /// <summary>The component renders into this buffer now.</summary>
    public void Begin(PreviousRenderTree component, RenderTreeBuilder buffer)
    {
        component.Begin(buffer);
        _rendering.Add(component);
    }

    /// <summary>The component was rendered and the differences sent.</summary>
    public void End(PreviousRenderTree component)
    {
        component.End();
        _rendering.Remove(component);
    }

    /// <summary>All components were rendered and the differences sent.</summary>
    public void EndAll()
    {
        foreach (var component in _rendering)
            component.End();
        _rendering.Clear();
    }
}
