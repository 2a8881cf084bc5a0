using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Figures.Editing;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Figures.Ranking;
using Portal.Domain.Figures.Reminders;
using Portal.Domain.Figures.Sheets;

namespace Portal.Domain.Figures;

/// <summary>Registers forms, sheets, templates and reminders.</summary>
internal static class FigureServices
{
    public static void AddFigures(this IServiceCollection services)
    {
        services.AddSingleton<IFigureReferences, FigureReferenceReader>();
        services.AddSingleton<SheetRevisions>();
        services.AddSingleton<SheetProgressReader>();
        services.AddSingleton<SheetTotals>();
        services.AddSingleton<AwaitingSheets>();
        services.AddSingleton<FigureReminders>();
        services.AddSingleton<SheetPlaces>();
        services.AddSingleton<SheetReader>();
        services.AddSingleton<ISheetEntry, SheetEntry>();
        services.AddSingleton<SheetMoves>();
        services.AddSingleton<FormWriter>();
        services.AddSingleton<CityRanking>();
    }
}
