namespace Portal.Domain.Intake.Mending;

/// <summary>Some of an import's rejected rows.</summary>
/// <param name="Columns">The file's own columns.</param>
/// <param name="Rows">In the order of the file.</param>
/// <param name="HasMore">More rows follow the last one.</param>
public sealed record MendableRows(IReadOnlyList<string> Columns, IReadOnlyList<MendableRow> Rows, bool HasMore)
{
    public static readonly MendableRows None = new([], [], HasMore: false);
}
