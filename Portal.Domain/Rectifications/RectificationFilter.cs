namespace Portal.Domain.Rectifications;

/// <summary>Which orders are wanted; a null filters nothing.</summary>
/// <param name="UnitId">The unit, and all below it.</param>
/// <param name="States">The states; empty for all.</param>
/// <param name="IsOverdue">Whether the unit has let the last day pass without submitting.</param>
/// <param name="Text">A part of the problem or the basis, as it is written; at most <see cref="MostText"/> characters count.</param>
/// <param name="CardId">The orders that follow from one card.</param>
public sealed record RectificationFilter(
    int? UnitId = null,
    IReadOnlyList<RectificationState>? States = null,
    bool? IsOverdue = null,
    string? Text = null,
    long? CardId = null
)
{
    /// <summary>In characters.</summary>
    public const int MostText = 100;
}
