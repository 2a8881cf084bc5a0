namespace Portal.Domain.Figures.Sheets;

/// <inheritdoc cref="IFigureSheets"/>
internal sealed class FigureSheets(SheetReading reading, SheetEntry entry, SheetMoves moves) : IFigureSheets
{
    public Task<SheetView?> OpenAsync(FigureAuthor author, SheetKey key, CancellationToken cancellation = default) =>
        reading.OpenAsync(author, key, cancellation);

    public Task<SaveResult> SaveAsync(
        FigureAuthor author,
        SheetKey key,
        IReadOnlyList<CellInput> cells,
        EntryOrigin origin,
        CancellationToken cancellation = default
    ) => entry.SaveAsync(author, key, cells, origin, cancellation);

    public Task<SubmitResult> SubmitAsync(FigureAuthor author, SheetKey key, CancellationToken cancellation = default) =>
        moves.SubmitAsync(author, key, cancellation);

    public Task WithdrawAsync(FigureAuthor author, SheetKey key, CancellationToken cancellation = default) =>
        moves.WithdrawAsync(author, key, cancellation);

    public Task ApproveAsync(FigureAuthor author, SheetKey key, long seenRevision, CancellationToken cancellation = default) =>
        moves.ApproveAsync(author, key, seenRevision, cancellation);

    public Task ReturnAsync(
        FigureAuthor author,
        SheetKey key,
        string reason,
        IReadOnlyDictionary<string, string> cells,
        CancellationToken cancellation = default
    ) => moves.ReturnAsync(author, key, reason, cells, cancellation);

    public Task AmendAsync(FigureAuthor author, SheetKey key, string reason, CancellationToken cancellation = default) =>
        moves.AmendAsync(author, key, reason, cancellation);

    public Task<IReadOnlyList<FigureEntry>> HistoryAsync(
        FigureAuthor author,
        SheetKey key,
        string cell,
        CancellationToken cancellation = default
    ) => reading.HistoryAsync(author.Scope, key, cell, cancellation);

    public Task<IReadOnlyList<VersionView>> VersionsAsync(FigureAuthor author, SheetKey key, CancellationToken cancellation = default) =>
        reading.VersionsAsync(author.Scope, key, cancellation);
}
