using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Values;

namespace Portal.Figures.Cells;

/// <summary>One cell of the editor: its stored value and what the user typed. Immutable: a new object means a changed display.</summary>
public sealed record EditorCell(FormCell Cell)
{
    public string Code => Cell.Code;

    /// <summary>The latest stored value; null when the cell was never saved.</summary>
    public CellView? Saved { get; init; }

    /// <summary>The text of the input, readable or not.</summary>
    public string Text { get; init; } = "";

    /// <summary>The number in <see cref="Text"/>; missing when the text cannot be saved.</summary>
    public FigureValue Value { get; init; }

    /// <summary>The text of the comment input; never null.</summary>
    public string Comment { get; init; } = "";

    /// <summary>The revision that the author saw when they began to change the cell.</summary>
    public long Seen { get; init; }

    /// <summary>
    /// The first revision since which only this editor changed the cell; the browser may have seen any revision from there on.
    /// </summary>
    public long OwnSinceRevision { get; init; }

    /// <summary>The text that was sent; null when none is. Until the answer, the stored value is unknown.</summary>
    public SentTexts? Sent { get; init; }

    public CellSaveState State { get; init; }

    /// <summary>Code of the error in <see cref="Text"/>; null when there is none.</summary>
    public string? Problem { get; init; }

    /// <summary>
    /// The value to store while <see cref="Text"/> cannot be saved: the last one before it, when undo brought that text back. Null when it
    /// is stored.
    /// </summary>
    public FigureValue? LastValidValue { get; init; }

    /// <summary>The value that another user saved meanwhile; only in a conflict.</summary>
    public CellView? Remote { get; init; }

    public EntryOrigin Origin { get; init; } = EntryOrigin.Typed;

    /// <summary>The revision with which another user changed the cell while it was shown; 0 when there was none.</summary>
    public long Fresh { get; init; }

    /// <summary>The cell holds a change that is not stored.</summary>
    public bool IsOpen => State != CellSaveState.Saved;

    public bool TextDiffers => Value != Stored;

    public bool CommentDiffers => Comment.Trim() != (Saved?.Comment ?? "");

    /// <summary>The change waits to be sent.</summary>
    public bool IsDue =>
        Sent is null
        && (State == CellSaveState.Waiting || (State == CellSaveState.Invalid && LastValidValue is { } valid && valid != Stored));

    /// <summary>The text, with the value that is or will be stored for it.</summary>
    public CellContent CurrentContent =>
        Problem is null ? new(Text, Reads: true, Value) : new(Text, Reads: false, LastValidValue ?? Sent?.Value ?? Stored);

    /// <summary>The latest stored revision.</summary>
    public FigureValue Stored => Saved?.Value ?? FigureValue.Missing;

    /// <summary>The revision that counts as seen when a user begins to change the cell.</summary>
    /// <param name="reported">
    /// The revision that the browser reports; it may not know of its own last saves yet. Null for the one shown.
    /// </param>
    public long SeenRevision(long? reported) =>
        IsOpen || reported is not { } seen ? Seen
        : seen >= OwnSinceRevision ? Math.Max(seen, Seen)
        : seen;
}

/// <summary>A cell's text and comment when it was sent to the store.</summary>
/// <param name="Value">The number that was sent: the text's, or the last value before a text that cannot be saved.</param>
public sealed record SentTexts(string Text, string Comment, FigureValue Value);

/// <summary>Whether the cell's text is saved, waiting, invalid or in conflict.</summary>
public enum CellSaveState
{
    /// <summary>The text is stored.</summary>
    Saved,

    /// <summary>The text will be saved soon.</summary>
    Waiting,

    /// <summary>The text is no number; it is kept, not saved.</summary>
    Invalid,

    /// <summary>Another user saved a different value; the text is kept until its author decides.</summary>
    Conflict,
}
