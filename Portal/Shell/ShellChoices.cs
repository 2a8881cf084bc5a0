using Portal.Components;

namespace Portal.Shell;

/// <summary>The reader's choices for the frame of every page, from the request's cookies; a circuit cannot read them itself.</summary>
/// <param name="Theme">One of <see cref="ThemeChoice.All"/>.</param>
/// <param name="RailIsNarrow">The rail shows icons alone.</param>
public sealed record ShellChoices(string Theme, bool RailIsNarrow)
{
    /// <summary>Without any cookie.</summary>
    public static ShellChoices Default { get; } = new(ThemeChoice.Auto, RailIsNarrow: false);
}
