namespace Portal.Domain.Reports.Monthly.Inputs;

/// <summary>Something cannot be done with a report.</summary>
/// <param name="code">Stable, such as <c>report.unknown</c>.</param>
public sealed class ReportRefusedException(string code) : Exception(code)
{
    public string Code { get; } = code;
}
