using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Calendar;
using Portal.Domain.Catalogue;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Reference;
using Portal.Domain.Intake.Rows;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Reference;

/// <summary>Imports files of units, items and days as the page and the command line do, and reads what is stored then.</summary>
internal static class ReferenceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task<ReferenceImportResult> ImportAsync(
        this TestDatabase database,
        ReferenceKind kind,
        byte[] file,
        string name,
        ReferenceMapping? mapping = null,
        bool dryRun = false
    ) =>
        database
            .Get<ReferenceImport>()
            .RunAsync(Actor.System, kind, new MemoryStream(file), new(name) { Mapping = mapping, DryRun = dryRun }, Stop);

    public static Task<ReferenceImportResult> ImportAsync(
        this TestDatabase database,
        ReferenceKind kind,
        string text,
        string name = "file.csv",
        ReferenceMapping? mapping = null,
        bool dryRun = false
    ) => database.ImportAsync(kind, Encoding.UTF8.GetBytes(text), name, mapping, dryRun);

    /// <summary>The mapping that a file suggests.</summary>
    public static Task<ReferenceMapping> GuessAsync(ReferenceKind kind, string text, string name = "file.csv") =>
        ReferencePreview.GuessAsync(kind, new MemoryStream(Encoding.UTF8.GetBytes(text)), new(name), Stop);

    /// <summary>The present ones as the page gives them.</summary>
    public static async Task<byte[]> FileAsync(this TestDatabase database, ReferenceKind kind, string format, Actor? actor = null)
    {
        var table = await database.Get<ReferenceFiles>().ReadAsync(actor ?? Actor.System, kind, Stop);
        using var file = new MemoryStream();
        if (format == "csv")
            await TableFiles.WriteCsvAsync(table, System.Globalization.CultureInfo.InvariantCulture, file, Stop);
        else
            await TableFiles.WriteXlsxAsync(table, System.Globalization.CultureInfo.InvariantCulture, file, Stop);
        return file.ToArray();
    }

    /// <summary>The lines of <see cref="FileAsync"/> without the heading, and only those that begin with one of the codes.</summary>
    public static async Task<string[]> LinesAsync(this TestDatabase database, ReferenceKind kind, params string[] codes) =>
        [
            .. Encoding
                .UTF8.GetString(await database.FileAsync(kind, "csv"))
                .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
                .Skip(1)
                .Where(line => codes.Length == 0 || codes.Any(code => line.StartsWith(code + ",", StringComparison.Ordinal))),
        ];

    public static async Task<ReferenceData> ReferenceAsync(this TestDatabase database) =>
        await database.Get<IReferenceReader>().GetAsync(Stop);

    public static async Task<List<CalendarDay>> DaysAsync(this TestDatabase database)
    {
        await using var db = database.Open();
        return await db.CalendarDays.AsNoTracking().OrderBy(day => day.Date).ToListAsync(Stop);
    }

    /// <summary>Each error as <c>line field code</c>.</summary>
    public static IEnumerable<string> Codes(this ReferenceImportResult result) =>
        result.Errors.Select(e => $"{e.Line} {e.Field} {e.Code}".Replace("  ", " ", StringComparison.Ordinal));

    /// <summary>Each effect as <c>line kind code</c>.</summary>
    public static IEnumerable<string> Effected(this ReferenceImportResult result) =>
        result.Effects.Select(e => $"{e.Line} {e.Kind} {e.Code}");
}
