using Microsoft.AspNetCore.Components.Rendering;

namespace Portal.Circuits;

/// <summary>Releases a component's previous render tree as soon as it was compared with the new one.</summary>
/// <remarks>
/// The framework renders each component into two buffers in turn and compares the new one with the previous one. It keeps the previous one
/// until the next rendering, although it is not needed any more: on a thousand open pages, some hundred MiB. Large components call
/// <see cref="Begin"/> at the beginning of their markup and <see cref="End"/> after rendering, which returns the buffer to the framework's
/// pool.
/// </remarks>
public sealed class PreviousRenderTree
{
    private RenderTreeBuilder? _current;
    private RenderTreeBuilder? _previous;

    /// <summary>The component renders into this buffer now.</summary>
    public void Begin(RenderTreeBuilder buffer)
    {
        // After a failed rendering the framework uses the same buffer again, and still needs the other one.
        if (ReferenceEquals(buffer, _current))
            return;
        (_previous, _current) = (_current, buffer);
    }

    /// <summary>The buffers were compared and the differences sent: release the previous one.</summary>
    public void End()
    {
        _previous?.Clear();
        _previous = null;
    }
}
