using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Portal.Domain.Demonstration.World;
using Portal.Navigation;

namespace Portal.Demonstration;

/// <summary>The progress of the fill; the progress page polls it twice a second.</summary>
internal static class DemonstrationApi
{
    public static void MapDemonstration(this IEndpointRouteBuilder routes) =>
        routes.MapGet(PortalUrls.Filling + "/progress", Progress).AllowAnonymous().ExcludeFromDescription();

    private static Ok<FillingReport> Progress(FillingState state, IStringLocalizer<DemonstrationText> texts, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(FillingReport.Of(state, texts));
    }
}

/// <summary>The progress of the fill in the user's language.</summary>
/// <param name="State"><c>filling</c>, <c>failed</c> or <c>finished</c>.</param>
/// <param name="Percent">The share of the whole work, 0 to 100.</param>
/// <param name="Step">The current step.</param>
/// <param name="Left">The remaining time; empty while it cannot be estimated.</param>
public sealed record FillingReport(string State, int Percent, string Step, string Left)
{
    public static FillingReport Of(FillingState state, IStringLocalizer<DemonstrationText> texts)
    {
        var snapshot = state.Latest;
        var name = snapshot switch
        {
            { Failed: true } => "failed",
            { IsFilling: true } => "filling",
            _ => "finished",
        };
        var left = snapshot.IsFilling && state.SecondsLeft(snapshot) is { } seconds ? texts["left", seconds].Value : "";
        return new(name, (int)(snapshot.Share * 100), Words(snapshot, texts), left);
    }

    private static string Words(FillingSnapshot snapshot, IStringLocalizer<DemonstrationText> texts) =>
        snapshot switch
        {
            { Failed: true } => texts["failed"],
            { IsFilling: false } => texts["finished"],
            { Progress: { Stage: DemonstrationStage.Records } at } => texts["step.Records", Number(at.Done), Number(at.Total)],
            _ => texts[$"step.{snapshot.Progress.Stage}"],
        };

    private static string Number(long count) => count.ToString("N0", CultureInfo.CurrentCulture);
}
