using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Shared;
using Portal.Navigation;

namespace Portal.Figures.Feed;

/// <summary>An address of the board or the list of sheets; the only place that reads and writes such addresses.</summary>
public sealed record FiguresAddress
{
    /// <summary>Null for the default of the reader: a list for clerks, else the board.</summary>
    public FiguresViewKind? ViewKind { get; init; }

    /// <summary>Code of the unit, those below it included; null for all the reader may see.</summary>
    public string? Unit { get; init; }

    /// <summary>The year of the board, or of a list with a <see cref="Part"/>; null for that of the due month.</summary>
    public int? Year { get; init; }

    /// <summary>The list's month, as its first day; null for all owed sheets.</summary>
    public DateOnly? Month { get; init; }

    /// <summary>Code of the one form shown; null for all.</summary>
    public string? Form { get; init; }

    /// <summary>Only units that still owe a sheet.</summary>
    public bool OnlyMissing { get; init; }

    /// <summary>Only the sheets of the list that this count of the board counts; null for all that are owed.</summary>
    public SheetPart? Part { get; init; }

    /// <summary>Code of the one unit whose own sheets are listed, of those of <see cref="Unit"/>: a row of the board.</summary>
    public string? Only { get; init; }

    /// <summary>Reads a query; missing and wrong values take their default.</summary>
    public static FiguresAddress Parse(string uri)
    {
        var mark = uri.IndexOf('?', StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(mark < 0 ? "" : uri[mark..].Split('#')[0]);
        return new()
        {
            ViewKind = Text("view") switch
            {
                "board" => FiguresViewKind.Board,
                "list" => FiguresViewKind.List,
                _ => null,
            },
            Unit = Text("unit"),
            Year =
                int.TryParse(Text("year"), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1900 and < 3000
                    ? year
                    : null,
            Month = Days.TryParseMonth(Text("month"), out var month) ? month : null,
            Form = Text("form"),
            OnlyMissing = Text("missing") == "1",
            Part = SheetParts.Parse(Text("part")),
            Only = Text("only"),
        };

        string? Text(string name) => query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;
    }

    /// <summary>The path and query; defaults are left out.</summary>
    public string ToUri() =>
        QueryHelpers.AddQueryString(
            PortalUrls.Figures,
            new (string Name, string? Value)[]
            {
                (
                    "view",
                    ViewKind switch
                    {
                        FiguresViewKind.Board => "board",
                        FiguresViewKind.List => "list",
                        null => null,
                    }
                ),
                ("unit", Unit),
                ("year", Year?.ToString(CultureInfo.InvariantCulture)),
                ("month", Month is { } month ? Days.ToMonthText(month) : null),
                ("form", Form),
                ("missing", OnlyMissing ? "1" : null),
                ("part", Part?.ToText()),
                ("only", Only),
            }
                .Where(p => p.Value is not null)
                .Select(p => KeyValuePair.Create(p.Name, p.Value))
        );

    /// <summary>In the address of a sheet: the reader opens it to review it.</summary>
    public const string Review = "review";

    /// <summary>The address at which a sheet is reviewed; its cells are closed until the reader chooses to fill it in.</summary>
    public static string OfReview(SheetKey key) => QueryHelpers.AddQueryString(OfSheet(key), Review, "1");

    /// <summary>The address at which a sheet is entered, read and reviewed.</summary>
    public static string OfSheet(SheetKey key) =>
        $"{PortalUrls.Figures}/{Uri.EscapeDataString(key.Form)}/{Uri.EscapeDataString(key.Unit)}/{Days.ToMonthText(key.Month)}";
}

/// <summary>The view that a reader chose.</summary>
public enum FiguresViewKind
{
    /// <summary>Units by months.</summary>
    Board,

    /// <summary>Sheet by sheet.</summary>
    List,
}
