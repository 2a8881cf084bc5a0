using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Organisation;

namespace Portal.Domain.Figures;

internal static class FigureColumns
{
    public const int TextLength = 1_000;
    public const int NameLength = 256;
}
