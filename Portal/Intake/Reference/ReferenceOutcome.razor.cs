using Microsoft.AspNetCore.Components;
using Portal.Domain.Intake.Reference;
using Portal.Domain.Intake.Rows;

namespace Portal.Intake.Reference;

/// <summary>What an import did, or would do: counts, and each row with its place.</summary>
public sealed partial class ReferenceOutcome
{
    private IReadOnlyList<OutcomeLine> _lines = [];
    private ReferenceImportResult? _listed;

    [Parameter, EditorRequired]
    public required ReferenceImportResult Result { get; set; }

    /// <summary>Whether it was imported; else only tried.</summary>
    [Parameter, EditorRequired]
    public required bool IsDone { get; set; }

    [Parameter, EditorRequired]
    public required ReferenceKind Kind { get; set; }

    private int Errors => Result.Errors.Count + Result.ErrorsOmitted;

    private bool HasErrors => Errors > 0;

    private bool IsShortened
    {
        get
        {
            var counts = Result.Counts;
            return Result.Effects.Count < counts.Created + counts.Changed + counts.Ended + counts.Unchanged;
        }
    }

    private IEnumerable<(string Name, int Count)> Counts =>
        [
            ("created", Result.Counts.Created),
            ("changed", Result.Counts.Changed),
            ("ended", Result.Counts.Ended),
            ("unchanged", Result.Counts.Unchanged),
            ("refused", Result.Counts.Refused),
        ];

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_listed, Result))
            return;
        _listed = Result;
        _lines = OutcomeLine.Of(Result, Kind, Text);
    }
}
