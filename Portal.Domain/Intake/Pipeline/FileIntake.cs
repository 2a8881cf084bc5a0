using System.Runtime.CompilerServices;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>Imports whole files, both for the command line and for uploads.</summary>
public sealed class FileIntake(RecordFileReader reader, IRecordIntake intake)
{
    /// <param name="content">The file, a seekable stream; left open.</param>
    /// <param name="request">The stream, mapping and scope.</param>
    /// <param name="opened">Called with the file before its first row.</param>
    /// <param name="rejected">Called for each rejected row, in order.</param>
    /// <param name="progress">Called after each batch of rows.</param>
    /// <exception cref="RecordFileException">Nothing in the file can be read.</exception>
    public async Task<FileIntakeOutcome> RunAsync(
        Stream content,
        FileIntakeRequest request,
        Func<RecordFile, Task>? opened = null,
        Func<ParsedRow, CancellationToken, ValueTask>? rejected = null,
        IProgress<IntakeResult>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var format = await FormatAsync(content, request.FileName, cancellation);
        await using var file = await reader.OpenAsync(content, FileOptions(request, format), cancellation);
        if (opened is not null)
            await opened(file);

        RowError? stopped = null;
        var result = await intake.RunAsync(ReadAsync(), Options(request), rejected, progress, cancellation);
        return new(result, stopped) { Notices = file.Notices };

        // Rows that a resumed import skips may end with the break.
        async IAsyncEnumerable<ParsedRow> ReadAsync([EnumeratorCancellation] CancellationToken stop = default)
        {
            await foreach (var row in file.ReadAsync(cancellation).WithCancellation(stop))
            {
                if (row.IsBreak)
                    stopped = row.Errors[0];
                yield return row;
            }
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

    internal static RecordFileOptions FileOptions(FileIntakeRequest request, FileFormat format) =>
        new(request.Stream, format)
        {
            Mapping = request.Mapping,
            DefaultSource = request.DefaultSource,
            FileTime = request.FileTime,
            Reading = request.Reading,
        };

    internal static IntakeOptions Options(FileIntakeRequest request) =>
        new(request.Stream)
        {
            Scope = request.Scope,
            DryRun = request.DryRun,
            Sender = request.Sender,
            ClaimsFor = request.ClaimsFor,
            ImportId = request.ImportId,
            Sources = request.Mapping is { Sources: { Count: > 0 } bound } ? bound : null,
            FindsByName = request.Mapping is { Create: null },
            Taken = TakenBy(request.Mapping?.Doubtful),
            ResumeFrom = request.ResumeFrom,
            Checkpoint = request.Checkpoint,
            CreateMissing = request.Mapping?.Create is { } create ? new(create.ParentUnitCode, create.UnitKind) : null,
        };

    private static RecordDoubts TakenBy(ProfileDoubts? doubts) =>
        (doubts?.DueBeforeAccepted == true ? RecordDoubts.DueBeforeAccepted : RecordDoubts.None)
        | (doubts?.ClosedWithoutTime == true ? RecordDoubts.ClosedWithoutTime : RecordDoubts.None);
}
