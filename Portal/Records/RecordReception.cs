using System.Text.Json.Serialization;
using Microsoft.Net.Http.Headers;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;

namespace Portal.Records;

/// <summary>What became of a message.</summary>
/// <param name="Received">Records read.</param>
/// <param name="Created">Of them, new.</param>
/// <param name="Updated">Of them, known and changed.</param>
/// <param name="Unchanged">Of them, known and said again.</param>
/// <param name="Rejected">Of them, not taken; each has its reasons in <paramref name="Errors"/>.</param>
/// <param name="Errors">The first 1,000; how many more there are is said by <see cref="ErrorsOmitted"/>.</param>
public sealed record IntakeAnswer(long Received, long Created, long Updated, long Unchanged, long Rejected, IReadOnlyList<RowError> Errors)
{
    /// <summary>Errors that are not listed; absent when all are.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long ErrorsOmitted { get; init; }

    /// <summary>Where and why reading stopped before the end; null when the whole message was read.</summary>
    [JsonIgnore]
    public RowError? Broken { get; init; }
}

/// <summary>A record as it is sent; appeals have the last two fields. Its names are those of the CSV columns as well.</summary>
public sealed record RecordMessage(
    string Source,
    string CaseNo,
    string UnitCode,
    string? ItemCode,
    Channel? Channel,
    DateTimeOffset AcceptedAt,
    DateTimeOffset? ClosedAt,
    CaseOutcome? Outcome,
    DateTimeOffset? DueAt,
    IReadOnlyList<SuspensionAnswer>? Suspensions,
    int? ExtensionDays,
    byte? Satisfaction,
    ServiceMode? ServiceMode,
    AppealSource? AppealSource,
    DateTimeOffset? FirstReplyAt
);

/// <summary>Reads a message as it arrives and hands its records to intake; it is never in memory as a whole.</summary>
public sealed class RecordReception(RecordFileReader reader, IRecordIntake intake)
{
    /// <summary>Null for a type that is not read.</summary>
    public static FileFormat? FormatOf(string? contentType) =>
        !MediaTypeHeaderValue.TryParse(contentType, out var type)
            ? null
            : type.MediaType.Value?.ToUpperInvariant() switch
            {
                "APPLICATION/JSON" => FileFormat.Json,
                "APPLICATION/X-NDJSON" => FileFormat.NdJson,
                "TEXT/CSV" => FileFormat.Csv,
                _ => null,
            };

    /// <exception cref="RecordFileException">Nothing in it can be read.</exception>
    public async Task<IntakeAnswer> TakeAsync(Stream body, FileFormat format, IntakeOptions options, CancellationToken cancellation)
    {
        await using var file = await reader.OpenAsync(body, new RecordFileOptions(options.Stream, format), cancellation);
        RowError? broken = null;
        var result = await intake.RunAsync(file.ReadAsync(cancellation), options, NoteBreak, cancellation: cancellation);
        return new(result.Received, result.Created, result.Updated, result.Unchanged, result.Rejected, result.Errors)
        {
            ErrorsOmitted = result.ErrorsOmitted,
            Broken = broken,
        };

        ValueTask NoteBreak(ParsedRow row, CancellationToken stop)
        {
            if (row.IsBreak)
                broken = row.Errors[0];
            return ValueTask.CompletedTask;
        }
    }
}
