namespace Portal.Components;

/// <summary>The sections of the bar that a page can fill; the shell renders them.</summary>
internal static class PageSections
{
    /// <summary>The page's controls: unit, period, stream.</summary>
    public const string Controls = "page-controls";

    /// <summary>The page's state: the time of its data.</summary>
    public const string State = "page-state";
}
