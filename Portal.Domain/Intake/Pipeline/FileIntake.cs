using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>A request to import one file.</summary>
/// <param name="Stream">The kind of records in the rows.</param>
/// <param name="FileName">The file's name; its extension may decide the format.</param>
/// <param name="Scope">The units its rows may name.</param>
public sealed record FileIntakeRequest(RecordStream Stream, string FileName, UnitScope Scope)
{
    public ProfileMapping? Mapping { get; init; }

    /// <summary>The source of rows that name none.</summary>
    public string? DefaultSource { get; init; }

    /// <summary>Checks everything and stores nothing.</summary>
    public bool DryRun { get; init; }
}

/// <summary>The result of the import of one file.</summary>
/// <param name="Result">The counts and first errors of its rows.</param>
/// <param name="Break">The place and reason where reading stopped before the end; null when the whole file was read.</param>
public sealed record FileIntakeOutcome(IntakeResult Result, RowError? Break);

/// <summary>Imports whole files, both for the command line and for uploads.</summary>
public sealed class FileIntake(RecordFileReader reader, IRecordIntake intake)
{
    /// <param name="content">The file, a seekable stream; left open.</param>
    /// <param name="request">The stream, mapping and scope.</param>
    /// <param name="opened">Called with the columns before the first row.</param>
    /// <param name="rejected">Called for each rejected row, in order.</param>
    /// <param name="progress">Called after each batch of rows.</param>
    /// <exception cref="RecordFileException">Nothing in the file can be read.</exception>
    public async Task<FileIntakeOutcome> RunAsync(
        Stream content,
        FileIntakeRequest request,
        Func<IReadOnlyList<string>, Task>? opened = null,
        Func<ParsedRow, CancellationToken, ValueTask>? rejected = null,
        IProgress<IntakeResult>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var format = await FormatAsync(content, request.FileName, cancellation);
        var options = new RecordFileOptions(request.Stream, format) { Mapping = request.Mapping, DefaultSource = request.DefaultSource };
        await using var file = await reader.OpenAsync(content, options, cancellation);
        if (opened is not null)
            await opened(file.Columns);

        RowError? stopped = null;
        var result = await intake.RunAsync(file.ReadAsync(cancellation), Options(request), TakeRejectedAsync, progress, cancellation);
        return new(result, stopped);

        ValueTask TakeRejectedAsync(ParsedRow row, CancellationToken token)
        {
            if (row.IsBreak)
                stopped = row.Errors[0];
            return rejected?.Invoke(row, token) ?? ValueTask.CompletedTask;
        }
    }

    /// <summary>Detects the format by the first bytes and the name; leaves the stream's position unchanged.</summary>
    public static async Task<FileFormat> FormatAsync(Stream content, string fileName, CancellationToken cancellation = default)
    {
        var start = new byte[64];
        var length = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        content.Position -= length;
        return FileFormats.Of(fileName, start.AsSpan(0, length));
    }

    internal static IntakeOptions Options(FileIntakeRequest request) =>
        new(request.Stream)
        {
            Scope = request.Scope,
            DryRun = request.DryRun,
            CreateMissing = request.Mapping?.Create is { } create ? new(create.ParentUnitCode, create.UnitKind) : null,
        };
}
