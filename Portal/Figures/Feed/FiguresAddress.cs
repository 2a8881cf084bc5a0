using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Shared;
using Portal.Navigation;

namespace Portal.Figures.Feed;

/// <summary>A view of who reported what, as an address says it; the only place that reads and writes such addresses.</summary>
public sealed record FiguresAddress
{
    /// <summary>Null for what suits the reader: a list for clerks, else the board.</summary>
    public FiguresSight? Sight { get; init; }

    /// <summary>Code of the unit, those below it included; null for all the reader may see.</summary>
    public string? Unit { get; init; }

    /// <summary>The board's year; null for that of the month that is due.</summary>
    public int? Year { get; init; }

    /// <summary>The list's month, as its first day; null for everything still owed.</summary>
    public DateOnly? Month { get; init; }

    /// <summary>Code of the one form shown; null for all.</summary>
    public string? Form { get; init; }

    /// <summary>Only units that still owe something.</summary>
    public bool OnlyMissing { get; init; }

    /// <summary>Reads a query; what is missing or wrong takes its default.</summary>
    public static FiguresAddress Parse(string uri)
    {
        var mark = uri.IndexOf('?', StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(mark < 0 ? "" : uri[mark..].Split('#')[0]);
        return new()
        {
            Sight = Text("view") switch
            {
                "board" => FiguresSight.Board,
                "list" => FiguresSight.List,
                _ => null,
            },
            Unit = Text("unit"),
            Year =
                int.TryParse(Text("year"), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1900 and < 3000
                    ? year
                    : null,
            Month = Days.TryParse(Text("month") + "-01", out var month) ? month : null,
            Form = Text("form"),
            OnlyMissing = Text("missing") == "1",
        };

        string? Text(string name) => query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;
    }

    /// <summary>The path and query; what is as by default is left out.</summary>
    public string ToUri() =>
        QueryHelpers.AddQueryString(
            PortalUrls.Figures,
            new (string Name, string? Value)[]
            {
                (
                    "view",
                    Sight switch
                    {
                        FiguresSight.Board => "board",
                        FiguresSight.List => "list",
                        _ => null,
                    }
                ),
                ("unit", Unit),
                ("year", Year?.ToString(CultureInfo.InvariantCulture)),
                ("month", Month is { } month ? Days.ToMonthText(month) : null),
                ("form", Form),
                ("missing", OnlyMissing ? "1" : null),
            }
                .Where(p => p.Value is not null)
                .Select(p => KeyValuePair.Create(p.Name, p.Value))
        );

    /// <summary>In the address of a sheet: the reader comes to review it.</summary>
    public const string Review = "review";

    /// <summary>Where a sheet is reviewed; to fill it in there has to be asked for.</summary>
    public static string OfReview(SheetKey key) => QueryHelpers.AddQueryString(OfSheet(key), Review, "1");

    /// <summary>Where a sheet is entered, looked at and reviewed.</summary>
    public static string OfSheet(SheetKey key) =>
        $"{PortalUrls.Figures}/{Uri.EscapeDataString(key.Form)}/{Uri.EscapeDataString(key.Unit)}/{Days.ToMonthText(key.Month)}";
}

/// <summary>What a reader looks at.</summary>
public enum FiguresSight
{
    /// <summary>Units by months.</summary>
    Board,

    /// <summary>Sheet by sheet.</summary>
    List,
}
