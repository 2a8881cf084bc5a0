using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Organisation;

namespace Portal.Domain.Reports;

internal static class ReportColumns
{
    public const int NameLength = 256;
    public const int LanguageLength = 10;
    public const int HashLength = 64;
    public const int ReasonLength = 1000;
    public const int RemarkLength = 20_000;
}
