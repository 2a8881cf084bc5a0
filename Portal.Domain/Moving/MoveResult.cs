namespace Portal.Domain.Moving;

/// <summary>The result of a successful move.</summary>
/// <param name="Tables">Every table of the model; both sides have these counts and hashes.</param>
/// <param name="Differences">Number of cells that differ from the records, equal on both sides; 0 when the figures are right.</param>
public sealed record MoveResult(IReadOnlyList<MovedTable> Tables, int Differences);

/// <summary>A moved table with the digest of both sides.</summary>
public sealed record MovedTable(string Name, MoveDigest Digest);

/// <summary>The progress of a move.</summary>
/// <param name="Stage">The current stage.</param>
/// <param name="Table">The table; empty while figures are recomputed.</param>
/// <param name="Done">Rows of the table done so far.</param>
/// <param name="Total">Rows of the table.</param>
public sealed record MoveProgress(MoveStage Stage, string Table = "", long Done = 0, long Total = 0);

/// <summary>The stages of a move.</summary>
public enum MoveStage
{
    /// <summary>Rows are written to the target.</summary>
    Copying,

    /// <summary>They are read back.</summary>
    Checking,

    /// <summary>The figures are recomputed from the records.</summary>
    Figures,
}
