using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>A file to be taken in.</summary>
/// <param name="Stream">What its rows are.</param>
/// <param name="FileName">Its name, which may tell its format.</param>
/// <param name="Scope">The units its rows may name.</param>
public sealed record FileIntakeRequest(RecordStream Stream, string FileName, UnitScope Scope)
{
    public ProfileMapping? Mapping { get; init; }

    /// <summary>The source of rows that name none.</summary>
    public string? DefaultSource { get; init; }

    /// <summary>Do everything but keep nothing.</summary>
    public bool DryRun { get; init; }
}

/// <summary>What became of a file.</summary>
/// <param name="Result">What became of its rows.</param>
/// <param name="Break">Where and why reading stopped before the end; null when the whole file was read.</param>
public sealed record FileIntakeOutcome(IntakeResult Result, RowError? Break);

/// <summary>Takes whole files in: for the command line and for uploads alike.</summary>
public sealed class FileIntake(RecordFileReader reader, IRecordIntake intake)
{
    /// <param name="content">The file, which can be read twice; left open.</param>
    /// <param name="request">What to take it as.</param>
    /// <param name="opened">Told the columns before the first row.</param>
    /// <param name="rejected">Told of each rejected row in order.</param>
    /// <param name="progress">Told after each batch of rows.</param>
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

    /// <summary>Looks at the beginning and sets the position back.</summary>
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
