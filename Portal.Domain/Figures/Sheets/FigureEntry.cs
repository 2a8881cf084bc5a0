using Portal.Domain.Figures.Values;

namespace Portal.Domain.Figures.Sheets;

/// <summary>One saved value: history that is only added to.</summary>
public sealed class FigureEntry
{
    public long Id { get; set; }

    public int SheetId { get; set; }

    /// <summary>The version of the sheet in which it was saved.</summary>
    public int Version { get; set; }

    public required string Code { get; set; }

    /// <summary>As <see cref="FigureValue.ToString"/> writes it; empty when the cell was cleared.</summary>
    public required string Value { get; set; }

    public string? Comment { get; set; }

    public long Revision { get; set; }

    public EntryOrigin Origin { get; set; }

    public required string SavedBy { get; set; }

    public DateTimeOffset SavedAt { get; set; }
}

/// <summary>The way in which a value was entered.</summary>
public enum EntryOrigin : byte
{
    Typed = 1,
    Pasted = 2,

    /// <summary>From the Excel template.</summary>
    Uploaded = 3,

    /// <summary>From another system.</summary>
    Api = 4,
}
