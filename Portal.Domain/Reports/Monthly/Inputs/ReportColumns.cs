namespace Portal.Domain.Reports.Monthly.Inputs;

internal static class ReportColumns
{
    public const int NameLength = 256;
    public const int LanguageLength = 10;
    public const int HashLength = 64;
    public const int ReasonLength = 1000;
    public const int RemarkLength = 20_000;
}
