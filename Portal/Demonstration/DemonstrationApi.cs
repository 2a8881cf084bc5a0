using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Portal.Domain.Demonstration.World;
using Portal.Navigation;

namespace Portal.Demonstration;

/// <summary>What the progress page asks for twice a second.</summary>
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

/// <summary>A moment of the filling in the reader's language.</summary>
/// <param name="State"><c>filling</c>, <c>failed</c> or <c>finished</c>.</param>
/// <param name="Percent">Of the whole work, 0 to 100.</param>
/// <param name="Step">What is being done.</param>
/// <param name="Left">How long it will take; empty while that is too early to say.</param>
public sealed record FillingReport(string State, int Percent, string Step, string Left)
{
    public static FillingReport Of(FillingState state, IStringLocalizer<DemonstrationText> texts)
    {
        var picture = state.Latest;
        var name = picture switch
        {
            { Failed: true } => "failed",
            { IsFilling: true } => "filling",
            _ => "finished",
        };
        var left = picture.IsFilling && state.SecondsLeft(picture) is { } seconds ? texts["left", seconds].Value : "";
        return new(name, (int)(picture.Share * 100), Words(picture, texts), left);
    }

    private static string Words(FillingPicture picture, IStringLocalizer<DemonstrationText> texts) =>
        picture switch
        {
            { Failed: true } => texts["failed"],
            { IsFilling: false } => texts["finished"],
            { Progress: { Stage: DemonstrationStage.Records } at } => texts["step.Records", Number(at.Done), Number(at.Total)],
            _ => texts[$"step.{picture.Progress.Stage}"],
        };

    private static string Number(long count) => count.ToString("N0", CultureInfo.CurrentCulture);
}
