using Portal.Figures.Approvals;
using Portal.Figures.Board;
using Portal.Figures.Feed;
using Portal.Figures.Sheets;
using Portal.Navigation;

namespace Portal.Figures;

/// <summary>Registers the services of the pages of monthly figures.</summary>
internal static class FiguresServices
{
    public static void AddFigurePages(this IServiceCollection services)
    {
        services.AddSingleton<FiguresReader>();
        services.AddSingleton<INavCount, ApprovalCount>();
        services.AddSingleton<INavCount, OwedCount>();
        services.AddSingleton<TemplateUploads>();
        services.AddSingleton<FigureFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<FigureFeed>());
    }
}
