namespace Portal.Figures;

/// <summary>What the pages of monthly figures need.</summary>
internal static class FiguresServices
{
    public static void AddFigurePages(this IServiceCollection services) => services.AddSingleton<FiguresReader>();
}
