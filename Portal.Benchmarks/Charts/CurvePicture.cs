using System.Globalization;
using System.Text;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Portal.Benchmarks.Charts;

/// <summary>
/// Curves as pictures for the documentation, one for each unit of measurement, those of pages apart where they are many, with the figures
/// beside them.
/// </summary>
/// <remarks>
/// Both axes are logarithmic, so a constant cost is a level line, and a linear one climbs one square per square.
/// </remarks>
internal static class CurvePicture
{
    private const int Width = 1_000;
    private const int Height = 560;

    /// <summary>More curves than these cannot be distinguished in one picture.</summary>
    private const int MostCurves = 20;

    public static void Save(CurveSet set, string of, string folder)
    {
        Directory.CreateDirectory(folder);
        var figures = new StringBuilder("work,unit,exponent,size,value\n");
        foreach (var curve in set.Curves)
        {
            foreach (var (size, value) in curve.Points)
                figures.Append(
                    CultureInfo.InvariantCulture,
                    $"\"{curve.Work}\",{curve.Unit},{curve.Exponent:0.000},{size:0},{value:0.###}\n"
                );
        }
        File.WriteAllText(Path.Combine(folder, $"scale-{of}.csv"), figures.ToString());
        foreach (var unit in set.Curves.GroupBy(c => c.Unit, StringComparer.Ordinal))
        {
            foreach (var (name, curves) in Apart([.. unit]))
                Draw(curves, unit.Key, of).SavePng(Path.Combine(folder, $"scale-{of}-{name}{unit.Key}.png"), Width, Height);
        }
    }

    private static IEnumerable<(string Name, List<Curve> Curves)> Apart(List<Curve> curves)
    {
        var pages = curves.FindAll(c => c.Work.StartsWith("page ", StringComparison.Ordinal));
        if (curves.Count <= MostCurves || pages.Count == 0)
            return [("", curves)];
        return [("", [.. curves.Except(pages)]), ("pages-", pages)];
    }

    private static Plot Draw(List<Curve> curves, string unit, string of)
    {
        var plot = new Plot();
        var works = curves.Select(WorkOf).Distinct(StringComparer.Ordinal).ToList();
        foreach (var curve in curves.OrderBy(c => works.IndexOf(WorkOf(c))))
        {
            var line = plot.Add.Scatter(
                curve.Points.Select(p => Math.Log10(p.Size)).ToArray(),
                curve.Points.Select(p => Math.Log10(p.Value)).ToArray()
            );
            line.LegendText = string.Create(CultureInfo.InvariantCulture, $"{curve.Work}: {curve.Exponent:0.00}");
            line.Color = plot.Add.Palette.GetColor(works.IndexOf(WorkOf(curve)));
            line.LineWidth = 2;
            line.MarkerSize = 7;
            // A colour for each piece of work, a line pattern for each database.
            line.LinePattern = curve.Work.Contains("Postgres", StringComparison.Ordinal) ? LinePattern.Dashed : LinePattern.Solid;
        }
        plot.Title($"Cost by number of {of}, with the exponent of each");
        plot.Axes.Bottom.TickGenerator = Powers();
        plot.Axes.Left.TickGenerator = Powers();
        plot.XLabel(of);
        plot.YLabel(unit);
        plot.ShowLegend(Edge.Right);
        return plot;
    }

    // A name ends with the database in brackets.
    private static string WorkOf(Curve curve) => curve.Work[..curve.Work.LastIndexOf('(')];

    private static NumericAutomatic Powers() =>
        new() { IntegerTicksOnly = true, LabelFormatter = power => Math.Pow(10, power).ToString("#,0.###", CultureInfo.InvariantCulture) };
}
