using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Domain.Shared;
using Portal.Exports;
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
    /// <param name="export">The page's export that shows its progress; null for none.</param>
    public static string Uri(RecordsAddress address, string format, Guid? export = null)
    {
        var query = (address with { After = null }).ToQuery();
        var file = $"{RecordsAddress.PathOf(address.Stream)}{Path}{query}{(query.Length == 0 ? '?' : '&')}format={format}";
        return export is { } id ? $"{file}&{FileExports.Parameter}={id}" : file;
    }

    private static async Task<Results<PushStreamHttpResult, NotFound, ContentHttpResult>> DownloadAsync(
        string? format,
        HttpContext context,
        RecordsResolver resolver,
        RecordSearch search,
        FileExports exports,
        DistrictTime time,
        IStringLocalizer<RecordsText> text,
        IStringLocalizer<MetricsText> metrics
    )
    {
        var actor = context.User.ToActor(time);
        var address = RecordsAddress.Parse(context.Request.Path + context.Request.QueryString);
        if (await resolver.ResolveAsync(address, actor, context.RequestAborted) is not { } view || format is not ("csv" or "xlsx"))
            return TypedResults.NotFound();
        var export = exports.Find(context.Request, actor.Name);
        if (Unread(view, text) is { Length: > 0 } unread)
        {
            export?.End(FileExportState.Failed);
            return TypedResults.Text(unread, "text/plain; charset=utf-8", statusCode: StatusCodes.Status400BadRequest);
        }
        var table = new RecordTable(address, view.Reference, time, text, metrics);
        var culture = CultureInfo.CurrentCulture;
        return TypedResults.Stream(
            body =>
                FileExports.RunAsync(
                    context,
                    export,
                    stop =>
                    {
                        var rows = search.AllAsync(actor, view.Filter, address.Order, stop).Select(table.Row);
                        return format == "csv"
                            ? TableFiles.WriteCsvAsync(table.Head, rows, culture, body, export, stop)
                            : TableFiles.WriteXlsxAsync(table.Head, rows, culture, body, export, stop);
                    }
                ),
            format == "csv" ? TableFiles.CsvType : TableFiles.XlsxType,
            TableFiles.NameOf(table.Head.Title, "." + format)
        );
    }

    // A page tells beside the list what it left out; a file would pass as what was asked for.
    private static string Unread(RecordsView view, IStringLocalizer<RecordsText> text)
    {
        string[] parts = view.Address.InvalidParts.Length == 0 ? [] : view.Address.InvalidParts.Split(", ");
        return parts.Length + view.Unknown.Count == 0
            ? ""
            : text["export.unread", string.Join(text["list.separator"], parts.Concat(view.Unknown).Distinct(StringComparer.Ordinal))];
    }
}
