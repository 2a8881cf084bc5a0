using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Intake.Reference;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Shared;
using Portal.Navigation;

namespace Portal.Intake.Reference;

/// <summary>The download of the present units, items and days beside their page.</summary>
internal static class ReferenceApi
{
    private const string Path = PortalUrls.Reference + "/file";

    public static void MapReference(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, DownloadAsync).ExcludeFromDescription().RequireAuthorization(Permissions.ImportsRun);

    /// <summary>The address of the file.</summary>
    /// <param name="format">csv or xlsx.</param>
    public static string Uri(ReferenceKind kind, string format) => $"{Path}?kind={UrlNames.Of(kind)}&format={format}";

    private static async Task<Results<PushStreamHttpResult, NotFound>> DownloadAsync(
        string? kind,
        string? format,
        HttpContext context,
        ReferenceImport import,
        ReferenceFiles files,
        DistrictTime time
    )
    {
        var actor = context.User.ToActor(time);
        if (
            !UrlNames.TryParse<ReferenceKind>(kind, out var wanted)
            || format is not ("csv" or "xlsx")
            || !await import.MayAsync(actor, wanted, context.RequestAborted)
        )
        {
            return TypedResults.NotFound();
        }
        var table = await files.ReadAsync(actor, wanted, context.RequestAborted);
        // As the import reads it, whatever the reader's language.
        var culture = CultureInfo.InvariantCulture;
        return TypedResults.Stream(
            body =>
                format == "csv"
                    ? TableFiles.WriteCsvAsync(table, culture, body, context.RequestAborted)
                    : TableFiles.WriteXlsxAsync(table, culture, body, context.RequestAborted),
            format == "csv" ? TableFiles.CsvType : TableFiles.XlsxType,
            TableFiles.NameOf(table.Title, "." + format)
        );
    }
}
