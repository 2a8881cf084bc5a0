using Microsoft.Net.Http.Headers;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;

namespace Portal.Records;

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

    /// <summary>The encoding that a content type names; null when it names none.</summary>
    public static string? CharsetOf(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.Charset.Value?.Trim('"') is { Length: > 0 } name ? name : null;

    /// <exception cref="RecordFileException">Nothing in the message can be read.</exception>
    public async Task<IntakeAnswer> ImportAsync(
        Stream body,
        FileFormat format,
        string? charset,
        IntakeOptions options,
        CancellationToken cancellation
    )
    {
        var reading = new RecordFileOptions(options.Stream, format) { Reading = new() { Encoding = charset } };
        await using var file = await reader.OpenAsync(body, reading, cancellation);
        RowError? broken = null;
        var result = await intake.RunAsync(file.ReadAsync(cancellation), options, KeepBreak, cancellation: cancellation);
        return new(
            result.Received,
            result.Created,
            result.Updated,
            result.Unchanged,
            result.Stale,
            result.Rejected,
            result.Doubtful,
            result.Errors
        )
        {
            Cleared = result.Cleared,
            Notices = result.Notices.Count > 0 ? result.Notices : null,
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
