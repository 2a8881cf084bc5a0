using Portal.Domain.Figures.Owed;

namespace Portal.Figures.Feed;

/// <summary>A count of the board: the list of its sheets has as many.</summary>
public enum SheetPart
{
    /// <summary>Of months that are over.</summary>
    Expected,

    /// <summary>Expected, and submitted at least once.</summary>
    In,

    /// <summary>Expected, and submitted or past the deadline: the denominator of timeliness.</summary>
    Due,

    /// <summary>First submitted by the deadline.</summary>
    InTime,

    /// <summary>A version of it was approved.</summary>
    Approved,

    /// <summary>Expected, and never submitted.</summary>
    Missing,
}

/// <summary>Counts and selects sheets by <see cref="SheetPart"/>.</summary>
public static class SheetParts
{
    /// <summary>The count itself.</summary>
    public static int Of(this ReportingCount count, SheetPart part) =>
        part switch
        {
            SheetPart.Expected => count.Expected,
            SheetPart.In => count.In,
            SheetPart.Due => count.Due,
            SheetPart.InTime => count.InTime,
            SheetPart.Approved => count.Approved,
            SheetPart.Missing => count.Missing,
        };

    /// <summary>Whether the sheet is one of those counted.</summary>
    public static bool Has(this SheetPart part, OwedSheetProgress sheet) => ReportingCount.Of(sheet).Of(part) > 0;

    /// <summary>The part in addresses.</summary>
    public static string ToText(this SheetPart part) =>
        part switch
        {
            SheetPart.Expected => "expected",
            SheetPart.In => "in",
            SheetPart.Due => "due",
            SheetPart.InTime => "intime",
            SheetPart.Approved => "approved",
            SheetPart.Missing => "missing",
        };

    /// <summary>Reads what <see cref="ToText"/> wrote; null for anything else.</summary>
    public static SheetPart? Parse(string? text)
    {
        foreach (var part in Enum.GetValues<SheetPart>())
        {
            if (part.ToText() == text)
                return part;
        }
        return null;
    }
}
