using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Domain.Shared;
using Portal.Metrics;

namespace Portal.Records.Lists;

/// <summary>Writes a list of records as a file: all that the address shows, in its order, while it is read.</summary>
internal static class RecordExport
{
    /// <summary>Under the path of a list.</summary>
    public const string Path = "/export";

    public static void MapRecordExport(this IEndpointRouteBuilder routes)
    {
        foreach (var stream in Enum.GetValues<RecordStream>())
        {
            routes
                .MapGet(RecordsAddress.PathOf(stream) + Path, DownloadAsync)
                .RequireAuthorization(RecordPermissions.Read(stream))
                .ExcludeFromDescription();
        }
    }

    /// <summary>The address of the file of a list.</summary>
    /// <param name="format">csv or xlsx.</param>
    public static string Uri(RecordsAddress address, string format)
    {
        var query = (address with { After = null }).ToQuery();
        return $"{RecordsAddress.PathOf(address.Stream)}{Path}{query}{(query.Length == 0 ? '?' : '&')}format={format}";
    }

    private static async Task<Results<PushStreamHttpResult, NotFound>> DownloadAsync(
        string? format,
        HttpContext context,
        RecordsResolver resolver,
        RecordSearch search,
        DistrictTime time,
        IStringLocalizer<RecordsText> text,
        IStringLocalizer<MetricsText> metrics
    )
    {
        var actor = context.User.ToActor(time);
        var address = RecordsAddress.Parse(context.Request.Path + context.Request.QueryString);
        if (await resolver.ResolveAsync(address, actor, context.RequestAborted) is not { } view || format is not ("csv" or "xlsx"))
            return TypedResults.NotFound();
        var table = new RecordTable(address.Stream, view.Reference, time, text, metrics);
        var rows = search.AllAsync(actor, view.Filter, address.Order, context.RequestAborted).Select(table.Row);
        var culture = CultureInfo.CurrentCulture;
        return TypedResults.Stream(
            body =>
                format == "csv"
                    ? TableFiles.WriteCsvAsync(table.Head, rows, culture, body, written: null, context.RequestAborted)
                    : TableFiles.WriteXlsxAsync(table.Head, rows, culture, body, written: null, context.RequestAborted),
            format == "csv" ? TableFiles.CsvType : TableFiles.XlsxType,
            TableFiles.NameOf(table.Head.Title, "." + format)
        );
    }
}
