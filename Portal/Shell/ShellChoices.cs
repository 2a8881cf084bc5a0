using Portal.Components;

namespace Portal.Shell;

/// <summary>What the reader has chosen for the frame of every page, as the request's cookies say; a circuit cannot read them itself.</summary>
/// <param name="Theme">One of <see cref="ThemeChoice.All"/>.</param>
/// <param name="RailIsNarrow">The rail shows icons alone.</param>
public sealed record ShellChoices(string Theme, bool RailIsNarrow)
{
    /// <summary>Without any cookie.</summary>
    public static ShellChoices Default { get; } = new(ThemeChoice.Auto, RailIsNarrow: false);
}
