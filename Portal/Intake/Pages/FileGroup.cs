using Portal.Domain.Intake.Batches;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Intake.Pages;

/// <summary>Uploaded files with the same headings: they are read with one mapping, which is asked for once.</summary>
/// <param name="inspection">That of the first file.</param>
public sealed class FileGroup(FileInspection inspection)
{
    private readonly HashSet<string> _columns = Names(inspection);

    public FileInspection Inspection => inspection;

    /// <summary>At least one, in the order in which they were uploaded.</summary>
    public List<UploadedFile> Files { get; } = [];

    /// <summary>The file whose first rows are shown.</summary>
    public UploadedFile? Previewed { get; set; }

    /// <summary>The source of rows that name none; blank for none.</summary>
    public string DefaultSource { get; set; } = "";

    /// <summary>Null when the columns are the portal's own.</summary>
    public MappingDraft? Draft { get; set; }

    /// <summary>Null while the rows are read, or when they cannot be.</summary>
    public ImportSample? Sample { get; set; }

    public IReadOnlyList<string> Problems { get; set; } = [];

    /// <summary>Whether the files can be imported; rows that would be rejected do not hinder that.</summary>
    public bool IsReady => Problems.Count == 0 && Sample is not null;

    /// <inheritdoc cref="DefaultSource"/>
    public string? Source => Identifiers.Clean(DefaultSource) is { Length: > 0 } source ? source : null;

    /// <summary>Whether a file is opened in the same way and has the same headings, in whatever order.</summary>
    public bool Takes(FileInspection other) => inspection.Reading == other.Reading && _columns.SetEquals(Names(other));

    /// <summary>The import of one of the files, with the mapping of all.</summary>
    public ImportRequest Request(UploadedFile file, RecordStream stream, bool dryRun) =>
        new(stream, file.FileName, file.StoredName)
        {
            Mapping = Draft?.ToMapping(),
            Reading = inspection.Reading,
            DefaultSource = Source,
            DryRun = dryRun,
            Length = file.Length,
        };

    private static HashSet<string> Names(FileInspection inspection) => new(inspection.Columns, StringComparer.OrdinalIgnoreCase);
}
