namespace Portal.Domain.Intake.Mending;

/// <summary>The reasons of an import's rejected rows, most frequent first.</summary>
/// <param name="Reasons">Empty when no row was rejected.</param>
/// <param name="Counted">The number of rows looked at, at most <see cref="RowMending.MostCounted"/>.</param>
public sealed record RejectedReasons(IReadOnlyList<RejectedReason> Reasons, int Counted);
