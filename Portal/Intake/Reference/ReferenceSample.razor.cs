using Microsoft.AspNetCore.Components;
using Portal.Domain.Intake.Reference;
using Portal.Domain.Intake.Rows;

namespace Portal.Intake.Reference;

/// <summary>The first rows as an import reads them, each with its problems.</summary>
public sealed partial class ReferenceSample
{
    /// <summary>Null while the file is not read.</summary>
    [Parameter, EditorRequired]
    public required ReferenceImportResult? Result { get; set; }

    [Parameter, EditorRequired]
    public required ReferenceKind Kind { get; set; }

    /// <summary>The file is only read when it is tried.</summary>
    [Parameter]
    public bool IsLarge { get; set; }

    private IEnumerable<string> ErrorsOf(ReferenceSampleRow row) =>
        Result!.Errors.Where(error => error.Line == row.Line).Select(error => OutcomeLine.Describe(error, Result, Kind, Text));

    private string State(ReferenceSampleRow row) => ErrorsOf(row).Any() ? string.Join(' ', ErrorsOf(row)) : Text["ok"];
}
