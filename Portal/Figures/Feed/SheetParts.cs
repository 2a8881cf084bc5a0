using Portal.Domain.Figures.Owed;

namespace Portal.Figures.Feed;

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
