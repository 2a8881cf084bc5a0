namespace Portal.Reports;

/// <summary>The texts of the pages of reports.</summary>
public sealed class ReportsText;
