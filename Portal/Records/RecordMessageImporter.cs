using System.Text.Json.Serialization;
using Microsoft.Net.Http.Headers;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;

namespace Portal.Records;

/// <summary>The result of the import of a message.</summary>
/// <param name="Received">Records read.</param>
/// <param name="Created">Of them, new records.</param>
/// <param name="Updated">Of them, changed records.</param>
/// <param name="Unchanged">Of them, records sent before without a change.</param>
/// <param name="Rejected">Of them, rejected; their reasons are in <paramref name="Errors"/>.</param>
/// <param name="Errors">The first 1,000; <see cref="ErrorsOmitted"/> is the number of the others.</param>
public sealed record IntakeAnswer(long Received, long Created, long Updated, long Unchanged, long Rejected, IReadOnlyList<RowError> Errors)
{
    /// <summary>The number of errors not listed; absent when all are.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long ErrorsOmitted { get; init; }

    /// <summary>The place and reason where reading stopped before the end; null when the whole message was read.</summary>
    [JsonIgnore]
    public RowError? Broken { get; init; }
}

/// <summary>A record in API calls; only appeals have the last two fields. CSV columns have the same names.</summary>
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

/// <summary>Imports the records of an API message while it arrives; memory does not grow with its length.</summary>
public sealed class RecordMessageImporter(RecordFileReader reader, IRecordIntake intake)
{
    /// <summary>The format of a content type; null for an unsupported one.</summary>
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

    /// <exception cref="RecordFileException">Nothing in the message can be read.</exception>
    public async Task<IntakeAnswer> ImportAsync(Stream body, FileFormat format, IntakeOptions options, CancellationToken cancellation)
    {
        await using var file = await reader.OpenAsync(body, new RecordFileOptions(options.Stream, format), cancellation);
        RowError? broken = null;
        var result = await intake.RunAsync(file.ReadAsync(cancellation), options, KeepBreak, cancellation: cancellation);
        return new(result.Received, result.Created, result.Updated, result.Unchanged, result.Rejected, result.Errors)
        {
            ErrorsOmitted = result.ErrorsOmitted,
            Broken = broken,
        };

        ValueTask KeepBreak(ParsedRow row, CancellationToken stop)
        {
            if (row.IsBreak)
                broken = row.Errors[0];
            return ValueTask.CompletedTask;
        }
    }
}
