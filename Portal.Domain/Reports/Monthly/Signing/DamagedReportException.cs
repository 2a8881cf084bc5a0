namespace Portal.Domain.Reports.Monthly.Signing;

/// <summary>
/// The stored content of a signed report no longer has the signed hash: the database was damaged, or changed by hand.
/// </summary>
public sealed class DamagedReportException() : Exception("The stored report is not what was signed.");
