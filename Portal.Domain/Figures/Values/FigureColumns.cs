namespace Portal.Domain.Figures.Values;

internal static class FigureColumns
{
    public const int TextLength = 1_000;
    public const int NameLength = 256;
}
