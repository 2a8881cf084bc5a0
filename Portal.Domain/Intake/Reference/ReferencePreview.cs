using Portal.Domain.Documents.Packaging;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Reference;

/// <summary>Reads the beginning of a file of units, items or days: its columns and values, and what its columns probably are.</summary>
public static class ReferencePreview
{
    private static readonly TimeSpan s_mostWork = TimeSpan.FromSeconds(30);

    /// <summary>The mapping that the columns and values of a file suggest. The content's position is unchanged.</summary>
    /// <exception cref="RecordFileException">Nothing in the file can be read.</exception>
    public static async Task<ReferenceMapping> GuessAsync(
        ReferenceKind kind,
        Stream content,
        ReferenceRequest request,
        CancellationToken cancellation = default
    )
    {
        var start = content.Position;
        var file = await InspectAsync(kind, content, request, cancellation);
        content.Position = start;
        return ReferenceGuesser.Of(file.Columns, kind, file.Values);
    }

    /// <param name="kind">What the file holds.</param>
    /// <param name="content">Seekable; left open.</param>
    /// <param name="request">The file's name, and the encoding, sheet and heading where they are chosen.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="RecordFileException">Nothing in the file can be read.</exception>
    internal static async Task<FileInspection> InspectAsync(
        ReferenceKind kind,
        Stream content,
        ReferenceRequest request,
        CancellationToken cancellation
    )
    {
        var format = await FileIntake.FormatAsync(content, request.FileName, cancellation);
        // A heading is found by the words that the guess knows.
        var options = ReferenceSources.Options(ReferenceColumns.Of(kind), request) with
        {
            JsonColumns = null,
            Ignored = [],
            IgnoresOthers = false,
            TakesAllLists = true,
            IsKnown = heading => ReferenceGuesser.IsKnown(heading, kind),
        };
        await using var table = await RowTables.OpenAsync(content, format, options, new ReadBudget(s_mostWork, cancellation));
        return await FileInspector.ReadAsync(table, format, request.Reading, cancellation);
    }
}
