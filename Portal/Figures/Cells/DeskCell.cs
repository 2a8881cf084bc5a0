using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Values;

namespace Portal.Figures.Cells;

/// <summary>One cell as somebody who works on the sheet has it before them. Immutable: another object means that it looks different.</summary>
public sealed record DeskCell(FormCell Cell)
{
    public string Code => Cell.Code;

    /// <summary>What the store last said of it; null when it was never saved.</summary>
    public CellView? Saved { get; init; }

    /// <summary>What stands in the input, whether it can be read or not.</summary>
    public string Text { get; init; } = "";

    /// <summary>What <see cref="Text"/> says; missing when it says nothing that can be saved.</summary>
    public FigureValue Value { get; init; }

    /// <summary>What stands in the field for the comment; never null.</summary>
    public string Comment { get; init; } = "";

    /// <summary>The revision that the author saw when they began to change it.</summary>
    public long Seen { get; init; }

    /// <summary>The revision from which on every change of it was made at this desk; the browser may know any of those as the last.</summary>
    public long OwnSince { get; init; }

    /// <summary>What is on its way to the store; null when nothing is. Until it is settled nobody knows what the store has.</summary>
    public SentTexts? Sent { get; init; }

    public DeskState State { get; init; }

    /// <summary>Code of what is wrong with <see cref="Text"/>; null when nothing.</summary>
    public string? Problem { get; init; }

    /// <summary>What the store is to get while <see cref="Text"/> cannot be saved: what that stood over, when a step was taken back to it. Null when the store has it.</summary>
    public FigureValue? Under { get; init; }

    /// <summary>What somebody else saved meanwhile; only in a conflict.</summary>
    public CellView? Theirs { get; init; }

    public EntryOrigin Origin { get; init; } = EntryOrigin.Typed;

    /// <summary>The revision with which somebody else changed it while it was looked at; 0 when nobody did.</summary>
    public long Fresh { get; init; }

    /// <summary>It holds something that is not in the store.</summary>
    public bool IsOpen => State != DeskState.Saved;

    public bool TextDiffers => Value != Stored;

    public bool CommentDiffers => Comment.Trim() != (Saved?.Comment ?? "");

    /// <summary>It waits to be sent.</summary>
    public bool IsDue =>
        Sent is null && (State == DeskState.Waiting || (State == DeskState.Invalid && Under is { } under && under != Stored));

    /// <summary>The text, and what is or will be in the store with it.</summary>
    public CellStand Stand => Problem is null ? new(Text, Reads: true, Value) : new(Text, Reads: false, Under ?? Sent?.Value ?? Stored);

    /// <summary>What the store last said.</summary>
    public FigureValue Stored => Saved?.Value ?? FigureValue.Missing;

    /// <summary>The revision that counts as seen by somebody who begins to change it.</summary>
    /// <param name="told">What their browser says; it may not have heard of their own last saves yet. Null for the one shown.</param>
    public long SeenFrom(long? told) =>
        IsOpen || told is not { } seen ? Seen
        : seen >= OwnSince ? Math.Max(seen, Seen)
        : seen;
}

/// <summary>A cell's text and comment when it was sent to the store.</summary>
/// <param name="Value">The number that was sent: what the text says or, of one that cannot be saved, what it stands over.</param>
public sealed record SentTexts(string Text, string Comment, FigureValue Value);

/// <summary>How what stands in a cell stands to the store.</summary>
public enum DeskState
{
    /// <summary>It is what the store has.</summary>
    Saved,

    /// <summary>It is about to be saved.</summary>
    Waiting,

    /// <summary>It cannot be read as a number; it is kept, not saved.</summary>
    Invalid,

    /// <summary>Somebody else saved another value; it is kept until its author decides.</summary>
    Conflict,
}
