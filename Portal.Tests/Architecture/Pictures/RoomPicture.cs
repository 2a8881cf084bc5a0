namespace Portal.Tests.Architecture.Pictures;

/// <summary>
/// The rooms of a project in layers: each uses only rooms of layers below its own. Arrows that follow from others are left out.
/// </summary>
internal static class RoomPicture
{
    private const int BoxWidth = 118;
    private const int BoxHeight = 34;
    private const int ColumnWidth = 138;
    private const int RowHeight = 84;
    private const int Top = 48;
    private const int Gap = 36;

    private static readonly (string Name, string Fill, string Edge)[] s_projects =
    [
        ("Portal", "#e8f1fb", "#7ba7d6"),
        ("Portal.Jobs", "#fdf3e1", "#d9ae5f"),
        ("Portal.Domain", "#eaf5ec", "#7fb98a"),
    ];

    /// <param name="projects">The uses of each project's rooms: a room and those that it uses.</param>
    public static string Draw(IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlySet<string>>> projects)
    {
        var all = s_projects.Select(p => (p.Name, p.Fill, p.Edge, Uses: projects[p.Name], Layers: Layers(projects[p.Name]))).ToList();
        var columns = all.Max(p => p.Layers.Max(layer => layer.Count));
        var svg = new Svg((columns * ColumnWidth) + 20, all.Sum(p => Top + (p.Layers.Count * RowHeight)) + (Gap * (all.Count - 1)));
        var y = 0;
        foreach (var project in all)
        {
            svg.Text(16, y + 24, project.Name, "title");
            DrawProject(svg, project.Uses, project.Layers, columns, y + Top, project.Fill, project.Edge);
            y += Top + (project.Layers.Count * RowHeight) + Gap;
            if (project != all[^1])
            {
                svg.Arrow(FormattableString.Invariant($"M40 {y - Gap - 20}L40 {y + 4}"));
                svg.Text(52, y - Gap + 12, "may use all below", "link");
            }
        }
        return svg.ToString();
    }

    private static void DrawProject(
        Svg svg,
        IReadOnlyDictionary<string, IReadOnlySet<string>> uses,
        IReadOnlyList<IReadOnlyList<string>> layers,
        int columns,
        int top,
        string fill,
        string edge
    )
    {
        var at = new Dictionary<string, (int X, int Y)>(StringComparer.Ordinal);
        for (var row = 0; row < layers.Count; row++)
        {
            var left = 10 + ((columns - layers[row].Count) * ColumnWidth / 2);
            for (var i = 0; i < layers[row].Count; i++)
                at[layers[row][i]] = (left + (i * ColumnWidth), top + (row * RowHeight));
        }
        foreach (var (room, others) in uses)
        {
            foreach (var other in Needed(uses, room, others))
                svg.Arrow(Curve(at[room], at[other]), edge);
        }
        foreach (var (room, (x, y)) in at)
        {
            svg.Box(x, y, BoxWidth, BoxHeight, fill, edge);
            svg.Text(x + (BoxWidth / 2), y + 22, room, "name", "middle");
        }
    }

    private static string Curve((int X, int Y) from, (int X, int Y) to)
    {
        var (x, y, goal, end) = (from.X + (BoxWidth / 2), from.Y + BoxHeight, to.X + (BoxWidth / 2), to.Y);
        return FormattableString.Invariant($"M{x} {y}C{x} {y + 30} {goal} {end - 30} {goal} {end}");
    }

    // What is reached by way of another room as well needs no arrow of its own.
    private static IEnumerable<string> Needed(
        IReadOnlyDictionary<string, IReadOnlySet<string>> uses,
        string room,
        IReadOnlySet<string> others
    ) => others.Where(other => !others.Any(way => way != other && Reaches(uses, way, other)) && other != room);

    private static bool Reaches(IReadOnlyDictionary<string, IReadOnlySet<string>> uses, string from, string to) =>
        uses[from].Contains(to) || uses[from].Any(next => Reaches(uses, next, to));

    /// <summary>The rooms from top to bottom: as low as those that they use allow; within a layer by name.</summary>
    private static List<IReadOnlyList<string>> Layers(IReadOnlyDictionary<string, IReadOnlySet<string>> uses)
    {
        var height = new Dictionary<string, int>(StringComparer.Ordinal);
        int Height(string room) =>
            height.TryGetValue(room, out var known) ? known : height[room] = uses[room].Count == 0 ? 0 : 1 + uses[room].Max(Height);

        return
        [
            .. uses
                .Keys.GroupBy(Height)
                .OrderByDescending(g => g.Key)
                .Select(IReadOnlyList<string> (g) => [.. g.Order(StringComparer.Ordinal)]),
        ];
    }
}
