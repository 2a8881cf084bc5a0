namespace Portal.Live.Views;

/// <summary>The period with which a figure is compared.</summary>
public enum MetricComparison
{
    /// <summary>上期.</summary>
    Previous,

    /// <summary>去年同期.</summary>
    Year,
}
