using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;

namespace Portal.Benchmarks;

/// <summary>
/// The peer of a rebuild: a materialized view of PostgreSQL that holds exactly the cells of the records, with the same key.
/// </summary>
/// <remarks>
/// It sums by the record's own unit and day, once by item and once by channel, and joins the units above from there: the fastest query
/// found, so that the comparison is fair.
/// </remarks>
internal static class CellsView
{
    private const string Sums = """
        SUM(accepted) AS accepted, SUM(closed) AS closed, SUM(onspot) AS onspot, SUM(due) AS due, SUM(overdue) AS overdue,
        SUM(openoverdue) AS openoverdue,
        SUM(timed) AS timed, SUM(used) AS used, SUM(statutory) AS statutory, SUM(r1) AS r1, SUM(r2) AS r2, SUM(r3) AS r3, SUM(r4) AS r4,
        SUM(r5) AS r5,
        SUM(withdrawn) AS withdrawn, SUM(notaccepted) AS notaccepted
        """;

    private const string Names =
        "accepted, closed, onspot, due, overdue, openoverdue, timed, used, statutory, r1, r2, r3, r4, r5, withdrawn, notaccepted";

    /// <summary>The measures of records, and whether they count (<c>x</c>) and are closed and timed (<c>t</c>).</summary>
    private const string Counts = """
        COUNT(*) FILTER (WHERE x) AS accepted, COUNT("ClosedAt") FILTER (WHERE x) AS closed,
        COUNT(*) FILTER (WHERE x AND "ClosedDay" = "AcceptedDay") AS onspot,
        COUNT("DueAt") FILTER (WHERE x) AS due, COUNT(*) FILTER (WHERE x AND "Overdue") AS overdue,
        COUNT(*) FILTER (WHERE x AND "Overdue" AND "ClosedAt" IS NULL) AS openoverdue,
        COUNT(*) FILTER (WHERE x AND t) AS timed, COALESCE(SUM("UsedMinutes") FILTER (WHERE x AND t), 0) AS used,
        COALESCE(SUM("StatutoryMinutes") FILTER (WHERE x AND t), 0) AS statutory,
        COUNT(*) FILTER (WHERE x AND g = 1) AS r1, COUNT(*) FILTER (WHERE x AND g = 2) AS r2, COUNT(*) FILTER (WHERE x AND g = 3) AS r3,
        COUNT(*) FILTER (WHERE x AND g = 4) AS r4, COUNT(*) FILTER (WHERE x AND g = 5) AS r5,
        COUNT(*) FILTER (WHERE "Outcome" = 4) AS withdrawn, COUNT(*) FILTER (WHERE "Outcome" = 5) AS notaccepted
        """;

    private const string Records = """
        (SELECT "Stream" AS stream, "UnitId" AS unit, COALESCE("ItemId", 0) AS item, COALESCE("DepartmentId", 0) AS department,
          "Channel" AS channel, "AcceptedDay", "ClosedDay", "ClosedAt",
                "DueAt", "Overdue", "Outcome", "UsedMinutes", "StatutoryMinutes", COALESCE("Outcome" NOT IN (4, 5), TRUE) AS x,
                "ClosedAt" IS NOT NULL AND "UsedMinutes" IS NOT NULL AND "StatutoryMinutes" IS NOT NULL AS t,
                  CASE WHEN "ClosedAt" IS NOT NULL THEN "Satisfaction" END AS g
         FROM "Records") AS records
        """;

    /// <summary>The time in which PostgreSQL refreshes the view of the same records.</summary>
    /// <param name="bench">On PostgreSQL, with correct cells.</param>
    /// <exception cref="InvalidOperationException">The view differs from the table of cells.</exception>
    public static async Task<TimeSpan> RefreshAsync(Workbench bench)
    {
        await using var db = bench.Open();
        db.Database.SetCommandTimeout(TimeSpan.FromHours(2));
        await CreateLinesAsync(bench, db);
        await db.Database.ExecuteSqlRawAsync("DROP MATERIALIZED VIEW IF EXISTS cells");
        await ExecuteAsync(db, $"CREATE MATERIALIZED VIEW cells AS {Definition()} WITH NO DATA");
        await db.Database.ExecuteSqlRawAsync("CREATE UNIQUE INDEX ON cells (dimension, stream, basis, unit, period, key)");
        await db.Database.ExecuteSqlRawAsync("VACUUM (ANALYZE) \"Records\"");
        var watch = Stopwatch.StartNew();
        await db.Database.ExecuteSqlRawAsync("REFRESH MATERIALIZED VIEW cells");
        var took = watch.Elapsed;
        await CheckAsync(db);
        await db.Database.ExecuteSqlRawAsync("DROP MATERIALIZED VIEW cells");
        return took;
    }

    /// <summary>Each unit with itself and the units above it, with the days of each relation.</summary>
    private static async Task CreateLinesAsync(Workbench bench, PortalDb db)
    {
        var units = (await bench.Get<IReferenceReader>().GetAsync()).Units;
        if (units.HasMoved)
            throw new InvalidOperationException("The view knows units that never moved.");
        var day = new DateOnly(2014, 1, 1);
        var lines = units.All.SelectMany(u =>
            units.SelfAndAbove(u.Id, day).Select(above => string.Create(CultureInfo.InvariantCulture, $"({u.Id}, {above}, 0, 99999999)"))
        );
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS lines CASCADE");
        await db.Database.ExecuteSqlRawAsync("CREATE TABLE lines (unit integer, above integer, firstday integer, lastday integer)");
        foreach (var some in lines.Chunk(5_000))
            await ExecuteAsync(db, $"INSERT INTO lines VALUES {string.Join(", ", some)}");
        await db.Database.ExecuteSqlRawAsync("ANALYZE lines");
    }

#pragma warning disable EF1002 // The SQL contains no input.
    private static Task ExecuteAsync(PortalDb db, string sql) => db.Database.ExecuteSqlRawAsync(sql);
#pragma warning restore EF1002

    private static string Definition() =>
        $"""
            WITH byitem AS MATERIALIZED (
                {Leaves("item, department")}
            ), bychannel AS MATERIALIZED (
                {Leaves("channel")}
            ), months AS MATERIALIZED (
                SELECT stream, basis, above AS unit, day / 100 AS period, item, department, {Sums}
                FROM (SELECT stream, basis, unit, MAX(day) AS day, item, department, {Sums} FROM byitem
                  GROUP BY stream, basis, unit, day / 100, item, department) AS own
                JOIN lines USING (unit) WHERE day BETWEEN firstday AND lastday GROUP BY stream, basis, above, day / 100, item, department
            ), itemmonths AS MATERIALIZED (
                SELECT stream, basis, unit, period, item, {Sums} FROM months GROUP BY stream, basis, unit, period, item
            ), days AS MATERIALIZED (
                SELECT stream, basis, above AS unit, day, channel, {Sums} FROM bychannel JOIN lines USING (unit)
                  WHERE day BETWEEN firstday AND lastday GROUP BY stream, basis, above, day, channel
            ), overdue AS MATERIALIZED (
                SELECT stream, above AS unit, day, COUNT(*) AS overdue
                FROM (SELECT "Stream" AS stream, "UnitId" AS unit, to_char(to_timestamp(("DueAt" + 1) / 1e6) AT TIME ZONE 'Asia/Shanghai',
                  'YYYYMMDD')::integer AS day
                      FROM "Records" WHERE "Overdue" AND COALESCE("Outcome" NOT IN (4, 5), TRUE)) AS fell
                JOIN lines USING (unit) WHERE day BETWEEN firstday AND lastday GROUP BY stream, above, day
            )
            SELECT dimension::smallint, stream, basis::smallint, unit, period, key::integer,
                   accepted::bigint, closed::bigint, onspot::bigint, due::bigint, overdue::bigint, openoverdue::bigint, timed::bigint,
                   used::bigint, statutory::bigint,
                   r1::bigint, r2::bigint, r3::bigint, r4::bigint, r5::bigint, withdrawn::bigint, notaccepted::bigint
            FROM (
                SELECT 2 AS dimension, stream, basis, unit, day AS period, item AS key, {Sums} FROM byitem
                  GROUP BY stream, basis, unit, day, item
                UNION ALL SELECT 4, stream, basis, unit, day, department, {Sums} FROM byitem GROUP BY stream, basis, unit, day, department
                UNION ALL SELECT 2, stream, basis, unit, period, item, {Names} FROM itemmonths
                UNION ALL SELECT 2, stream, basis, unit, period / 100 * 10 + (period % 100 + 2) / 3, item, {Sums} FROM itemmonths
                  GROUP BY stream, basis, unit, period / 100 * 10 + (period % 100 + 2) / 3, item
                UNION ALL SELECT 4, stream, basis, unit, period, department, {Sums} FROM months
                  GROUP BY stream, basis, unit, period, department
                UNION ALL SELECT 3, stream, basis, unit, day, channel, {Sums} FROM days GROUP BY stream, basis, unit, day, channel
                UNION ALL SELECT 3, stream, basis, unit, day / 100, channel, {Sums} FROM days
                  GROUP BY stream, basis, unit, day / 100, channel
                UNION ALL SELECT 1, stream, basis, unit, day, 0, {Sums} FROM days GROUP BY stream, basis, unit, day
                UNION ALL SELECT 1, stream, basis, unit, day / 100, 0, {Sums} FROM days GROUP BY stream, basis, unit, day / 100
                UNION ALL SELECT 1, stream, 3, unit, day, 0, 0, 0, 0, 0, overdue, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM overdue
                UNION ALL SELECT 1, stream, 3, unit, day / 100, 0, 0, 0, 0, 0, SUM(overdue), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
                  FROM overdue GROUP BY stream, unit, day / 100
            ) AS cells
            """;

    private static string Leaves(string by) =>
        $"""
            SELECT stream, 1 AS basis, unit, "AcceptedDay" AS day, {by}, {Counts} FROM {Records} GROUP BY stream, unit, "AcceptedDay", {by}
            UNION ALL SELECT stream, 2, unit, "ClosedDay", {by}, {Counts} FROM {Records} WHERE x AND "ClosedAt" IS NOT NULL
              GROUP BY stream, unit, "ClosedDay", {by}
            """;

    private static async Task CheckAsync(PortalDb db)
    {
        const string columns = """
            "Dimension", "Stream", "Basis", "UnitId", "Period", "Key", "Accepted", "Closed", "OnTheSpot", "Due", "Overdue", "OpenOverdue",
            "Timed", "UsedMinutes", "StatutoryMinutes",
            "Rated1", "Rated2", "Rated3", "Rated4", "Rated5", "Withdrawn", "NotAccepted"
            """;
        var (missing, all) = (
            await db
                .Database.SqlQueryRaw<long>(
                    $"SELECT COUNT(*) AS \"Value\" FROM (SELECT {columns} FROM \"MetricCells\" EXCEPT SELECT * FROM cells) AS x"
                )
                .SingleAsync(),
            await db
                .Database.SqlQueryRaw<long>("SELECT (SELECT COUNT(*) FROM \"MetricCells\") - (SELECT COUNT(*) FROM cells) AS \"Value\"")
                .SingleAsync()
        );
        if (missing != 0 || all != 0)
            throw new InvalidOperationException($"The view is another: {missing} cells are not in it, and it has {-all} more.");
    }
}
