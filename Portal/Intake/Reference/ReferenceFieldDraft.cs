using Portal.Domain.Intake.Rows;
using Portal.Intake.Fields;

namespace Portal.Intake.Reference;

/// <summary>One column of units, items or days in the editor of a mapping.</summary>
public sealed class ReferenceFieldDraft(ReferenceColumn column) : SourceDraft
{
    /// <inheritdoc/>
    public override string Name => column.Name;

    /// <inheritdoc/>
    public override string Label => column.LocalName;

    /// <inheritdoc/>
    public override IReadOnlyList<string>? Codes => column.Codes;

    /// <inheritdoc/>
    public override IReadOnlyList<string>? Names => column.Names;
}
