using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Api;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Metrics;

/// <summary>The API of figures.</summary>
internal static class MetricsApi
{
    private static readonly string[] s_parameters =
    [
        "unit",
        "from",
        "to",
        "stream",
        "metric",
        "by",
        "basis",
        "structure",
        "asOf",
        "channel",
    ];

    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/metrics", ReadAsync)
            .WithTags("Metrics")
            .WithSummary("Figures of a unit and all below it, with numerator and denominator.")
            .RequireAuthorization(Permissions.MetricsRead);

    private static async Task<Results<Ok<MetricAnswer[]>, ProblemHttpResult>> ReadAsync(
        [AsParameters] MetricsParameters parameters,
        HttpRequest request,
        ClaimsPrincipal user,
        IReferenceReader references,
        IMetricsReader metrics,
        DistrictTime time,
        IStringLocalizer<MetricsText> texts,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request.Query, s_parameters);
        var names = Names(query);
        var scope = user.ToActor(time).ScopeFor(Permissions.MetricsRead);
        var question = Question(query, names, await references.GetAsync(cancellation), scope, time);
        if (query.Problem is { } problem)
            return problem;
        var rows = await metrics.ReadAsync(scope, question!, cancellation);
        // Without an explicit metric, rows without records are omitted, including units that only owe monthly figures.
        var reporting = query.Text("metric") is not null;
        var shown = rows.Where(row =>
            HasRecords(row)
            || HasBacklog(row, names)
            || (reporting && (row.Figures.Completeness is not null || row.Figures.Outcomes is not null))
        );
        return TypedResults.Ok(shown.SelectMany(row => names.Select(name => Answer(row, name, texts))).ToArray());
    }

    private static bool HasRecords(MetricRow row) =>
        row.Key.Length == 0 || !row.Figures.Accepted.IsZero || !row.Figures.ClosedInPeriod.IsZero;

    // A unit with older records alone: without its row the backlogs would not add up.
    private static bool HasBacklog(MetricRow row, List<MetricName> names) =>
        row.Figures.Backlog is not (null or 0) && names.Contains(MetricName.Backlog);

    private static MetricQuery? Question(
        QueryReader query,
        List<MetricName> names,
        ReferenceData reference,
        UnitScope scope,
        DistrictTime time
    )
    {
        var unit = query.Text("unit") is null ? Own(query, reference, scope, time) : query.Unit("unit", reference, scope, time.Today)?.Id;
        var period = Period(query);
        var by = query.Word<MetricBy>("by") ?? MetricBy.None;
        var channel = query.Word<Channel>("channel");
        if (channel is not null && (by is MetricBy.Item or MetricBy.Department))
        {
            query.Refuse("channel", "channel.notWithBy", "figures by item or department are not kept by channel.");
        }
        var question = new MetricQuery
        {
            UnitId = unit ?? 0,
            Period = period ?? default,
            Stream = query.Word<RecordStream>("stream") ?? RecordStream.Cases,
            By = by,
            Basis = query.Word<MetricBasis>("basis") ?? MetricBasis.Accepted,
            Structure = query.Word<MetricStructure>("structure") ?? MetricStructure.Then,
            Channel = channel,
            Reporting = names.Exists(n => n is MetricName.Completeness or MetricName.Timeliness),
            Outcomes = names.Exists(MetricFormulas.IsOutcome),
            AsOf = query.Instant("asOf", time),
        };
        return query.Problem is null ? question : null;
    }

    private static int? Own(QueryReader query, ReferenceData reference, UnitScope scope, DistrictTime time)
    {
        if (scope.TopsAt(reference.Units, time.Today) is [var first, ..])
            return first.Id;
        query.Refuse("unit", "parameter.required", "required.");
        return null;
    }

    private static MetricPeriod? Period(QueryReader query)
    {
        foreach (var name in (string[])["from", "to"])
        {
            if (query.Text(name) is null)
                query.Refuse(name, "parameter.required", "required: a month such as 2014-01 or a day such as 2014-01-31.");
        }
        if (query.Text("from") is null || query.Text("to") is null)
            return null;
        if (MetricPeriod.TryParse(query.Text("from"), query.Text("to"), out var period))
            return period;
        query.Refuse("from", "period.invalid", "from and to are months (2014-01) or days (2014-01-31), and from is not after to.");
        return null;
    }

    private static List<MetricName> Names(QueryReader query)
    {
        var names = new List<MetricName>();
        foreach (
            var word in query.Text("metric")?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                ?? [.. ApiNames<MetricName>.All]
        )
        {
            if (ApiNames<MetricName>.TryParse(word, out var name))
            {
                if (!names.Contains(name)) // a name sent a thousand times is answered once
                    names.Add(name);
            }
            else
                query.Refuse(
                    "metric",
                    "metric.unknown",
                    $"there is no metric {word}; there are {string.Join(", ", ApiNames<MetricName>.All)}."
                );
        }
        return names;
    }

    private static MetricAnswer Answer(MetricRow row, MetricName name, IStringLocalizer<MetricsText> texts)
    {
        var value = MetricFormulas.Of(name, row.Figures);
        return new(
            row.UnitCode,
            row.IsOwn ? texts["unit.own", row.UnitName] : row.UnitName,
            row.Key,
            ApiNames<MetricName>.Of(name),
            value.Value,
            value.Numerator,
            value.Denominator,
            row.IsOwn ? true : null
        );
    }
}
