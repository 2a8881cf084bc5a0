using System.Globalization;

namespace Portal.Tests.Architecture.Pictures;

/// <summary>One step of a way through the code.</summary>
/// <param name="From">
/// The index of the earlier step that leads to it; −1 for the first, and for one to which a step of another way leads.
/// </param>
/// <param name="Link">The label of the arrow, or the step of another way that leads to it.</param>
internal sealed record WayStep(Type Type, int From, string Link);

/// <summary>A way through the code: each type in the lane of its project, from top to bottom.</summary>
internal static class WayPicture
{
    private const int LaneWidth = 330;
    private const int BoxWidth = 290;
    private const int BoxHeight = 78;
    private const int RowHeight = 104;
    private const int Top = 44;
    private const int SaidLetters = 45;

    private static readonly (string Name, string Fill, string Edge)[] s_lanes =
    [
        ("Portal", "#e8f1fb", "#7ba7d6"),
        ("Portal.Jobs", "#fdf3e1", "#d9ae5f"),
        ("Portal.Domain", "#eaf5ec", "#7fb98a"),
    ];

    /// <summary>Connects each type with the nearest earlier one that leads to it.</summary>
    /// <param name="others">The types of the ways before this one, which may lead into it.</param>
    /// <param name="broken">Receives the names of types to which nothing leads.</param>
    public static IReadOnlyList<WayStep> Connect(
        CodeMap code,
        IReadOnlyList<Type> types,
        IReadOnlyList<Type> others,
        ICollection<string> broken
    )
    {
        var steps = new List<WayStep>();
        for (var i = 0; i < types.Count; i++)
        {
            var (from, link) = LastLink(code, types.Take(i), types[i]);
            if (i > 0 && from < 0)
            {
                (var other, link) = LastLink(code, others, types[i]);
                if (other < 0)
                    broken.Add($"No earlier type of the way leads to {types[i].Name}.");
                else
                    link = $"{others[other].Name} of the other way {link}";
            }
            steps.Add(new(types[i], from, link));
        }
        return steps;
    }

    private static (int From, string Link) LastLink(CodeMap code, IEnumerable<Type> earlier, Type type)
    {
        var links = earlier.Select((other, i) => (From: i, Link: code.Link(other, type))).Where(l => l.Link is not null).ToList();
        return links.Count == 0 ? (-1, "") : (links[^1].From, links[^1].Link!);
    }

    public static string Draw(CodeMap code, IReadOnlyList<WayStep> steps)
    {
        var svg = new Svg(s_lanes.Length * LaneWidth, Top + (steps.Count * RowHeight));
        for (var lane = 0; lane < s_lanes.Length; lane++)
            svg.Text((lane * LaneWidth) + (LaneWidth / 2), 26, s_lanes[lane].Name, "title", "middle");
        for (var i = 0; i < steps.Count; i++)
        {
            DrawBox(svg, code, steps[i].Type, i);
            if (steps[i].From >= 0)
                DrawArrow(svg, steps, i);
            else if (steps[i].Link.Length > 0)
                svg.Text(Left(steps[i].Type) + 4, TopOf(i) - 8, steps[i].Link, "link");
        }
        return svg.ToString();
    }

    private static void DrawBox(Svg svg, CodeMap code, Type type, int row)
    {
        var (x, y) = (Left(type), TopOf(row));
        var (_, fill, edge) = s_lanes[Lane(type)];
        svg.Box(x, y, BoxWidth, BoxHeight, fill, edge);
        svg.Text(x + 10, y + 18, string.Create(CultureInfo.InvariantCulture, $"{row + 1} {type.Name.Split('`')[0]}"), "name");
        svg.Text(x + BoxWidth - 10, y + 18, Room(type), "room", "end");
        var lines = Svg.Wrap(code.Summary(type), SaidLetters, 3);
        for (var line = 0; line < lines.Count; line++)
            svg.Text(x + 10, y + 37 + (line * 15), lines[line], "said");
    }

    // Down from the step before; along the edge of the lane from an earlier one.
    private static void DrawArrow(Svg svg, IReadOnlyList<WayStep> steps, int row)
    {
        var (step, from) = (steps[row], steps[row].From);
        var (start, end) = (Left(steps[from].Type) + (BoxWidth / 2), Left(step.Type) + (BoxWidth / 2));
        var (low, high) = (TopOf(from) + BoxHeight, TopOf(row));
        if (from == row - 1)
        {
            svg.Arrow(Path($"M{start} {low}C{start} {low + 14} {end} {high - 14} {end} {high}"));
            svg.Text(end + 8, high - 8, step.Link, "link");
            return;
        }
        var (side, into) = (Left(steps[from].Type) + BoxWidth, Left(step.Type) + BoxWidth - 24);
        var (middle, bend) = (TopOf(from) + (BoxHeight / 2), Math.Max(side, Left(step.Type) + BoxWidth) + 14);
        svg.Arrow(
            Path($"M{side} {middle}C{bend} {middle} {bend} {middle + 20} {bend} {middle + 40}")
                + Path($"L{bend} {high - 30}C{bend} {high - 14} {into} {high - 20} {into} {high}")
        );
        svg.Text(into - 6, high - 8, step.Link, "link", "end");
    }

    private static string Path(FormattableString path) => FormattableString.Invariant(path);

    private static int TopOf(int row) => Top + (row * RowHeight);

    private static int Left(Type type) => (Lane(type) * LaneWidth) + ((LaneWidth - BoxWidth) / 2);

    private static int Lane(Type type) =>
        type.Assembly == Features.Web ? 0
        : type.Assembly == Features.Jobs ? 1
        : 2;

    // Two folders at most: the name beside it needs the rest.
    private static string Room(Type type) => string.Join('/', type.Namespace!.Split('.').Skip(Lane(type) == 0 ? 1 : 2).TakeLast(2));
}
