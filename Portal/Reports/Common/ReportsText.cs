namespace Portal.Reports.Common;

/// <summary>The texts of the pages of reports.</summary>
public sealed class ReportsText;
