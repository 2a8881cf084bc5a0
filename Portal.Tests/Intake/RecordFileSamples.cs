using System.Text;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Tests.Intake;

/// <summary>Reads texts and bytes as files of records, in the district's time zone.</summary>
internal static class RecordFileSamples
{
    public const string Heading =
        "source,caseNo,unitCode,itemCode,channel,acceptedAt,closedAt,outcome,dueAt,suspensions,extensionDays,satisfaction,serviceMode\n";

    public static DistrictTime Time { get; } =
        new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), new FakeTimeProvider(new(2014, 11, 1, 0, 0, 0, TimeSpan.Zero)));

    public static RecordFileReader Reader { get; } = new(Time, ImportLimits.Default);

    public static Task<List<ParsedRow>> ReadAsync(string text, FileFormat format = FileFormat.Csv, RecordFileOptions? options = null) =>
        ReadAsync(Encoding.UTF8.GetBytes(text), format, options);

    public static Task<List<ParsedRow>> ReadAsync(byte[] bytes, FileFormat format = FileFormat.Csv, RecordFileOptions? options = null) =>
        ReadAsync(new MemoryStream(bytes), options ?? new(RecordStream.Cases, format));

    public static async Task<List<ParsedRow>> ReadAsync(Stream content, RecordFileOptions options)
    {
        await using var file = await Reader.OpenAsync(content, options, TestContext.Current.CancellationToken);
        return await file.ReadAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The codes of all errors, as <c>line field code</c>.</summary>
    public static List<string> Errors(IEnumerable<ParsedRow> rows) =>
        [.. rows.SelectMany(r => r.Errors).Select(e => $"{e.Line} {e.Field} {e.Code}".Replace("  ", " "))];
}
