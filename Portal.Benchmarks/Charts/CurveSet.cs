using System.Globalization;
using Portal.Domain.Data;

namespace Portal.Benchmarks.Charts;

/// <summary>Curves that are measured together, point by point.</summary>
/// <param name="of">What is counted, such as cases or units.</param>
internal sealed class CurveSet(string of)
{
    private readonly List<Curve> _curves = [];

    public IReadOnlyList<Curve> Curves => _curves;

    /// <summary>Adds a point and prints it: a long run shows its progress.</summary>
    public void Add(string work, string unit, DatabaseKind kind, double size, double value)
    {
        var name = $"{work} ({kind})";
        var curve = _curves.Find(c => c.Work == name);
        if (curve is null)
            _curves.Add(curve = new(name, unit));
        curve.Add(size, value);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size:#,0} {of}: {name} {value:0.##} {unit}"));
    }

    /// <summary>The lines of the table; the pictures and their figures go to <paramref name="folder"/>, if one is given.</summary>
    public IEnumerable<Measurement> Report(string? folder)
    {
        if (folder is not null)
            CurvePicture.Save(this, of, folder);
        return _curves.Select(c => c.ToMeasurement(of));
    }
}
