namespace Portal.Domain.Moving;

/// <summary>What was moved.</summary>
/// <param name="Tables">Every table of the model; both sides have these counts and hashes.</param>
/// <param name="Differences">How many cells differ from the records, before and after alike; 0 when the figures are right.</param>
public sealed record MoveResult(IReadOnlyList<MovedTable> Tables, int Differences);

/// <summary>A table and what it holds on both sides.</summary>
public sealed record MovedTable(string Name, MoveDigest Digest);

/// <summary>How far a move is.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="Table">The table; empty while figures are recomputed.</param>
/// <param name="Done">Rows done of this table.</param>
/// <param name="Total">Rows it has.</param>
public sealed record MoveProgress(MoveStage Stage, string Table = "", long Done = 0, long Total = 0);

/// <summary>What a move is doing.</summary>
public enum MoveStage
{
    /// <summary>Rows are written to the target.</summary>
    Copying,

    /// <summary>They are read back.</summary>
    Checking,

    /// <summary>The figures are recomputed from the records.</summary>
    Figures,
}
