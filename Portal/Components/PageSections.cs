namespace Portal.Components;

/// <summary>The sections of the bar that a page fills: the shell draws them, and pages know no more of it.</summary>
internal static class PageSections
{
    /// <summary>What a page can choose: unit, period, stream.</summary>
    public const string Controls = "page-controls";

    /// <summary>What a page has to tell: how fresh its figures are.</summary>
    public const string State = "page-state";
}
