using System.Globalization;

namespace Portal.Benchmarks.Charts;

/// <summary>The cost of a piece of work at several sizes.</summary>
/// <param name="Work">The work and its database.</param>
/// <param name="Unit">The unit of measurement.</param>
internal sealed record Curve(string Work, string Unit)
{
    private readonly List<(double Size, double Value)> _points = [];

    /// <summary>In order of size.</summary>
    public IReadOnlyList<(double Size, double Value)> Points => _points;

    /// <summary>
    /// How many times as much each tenfold size costs, as a power of ten: 0 costs the same, 1 ten times as much. 0 with fewer than two
    /// points.
    /// </summary>
    /// <remarks>The slope of the regression line through the logarithms of all points.</remarks>
    public double Exponent
    {
        get
        {
            if (_points.Count < 2)
                return 0;
            var (x, y) = (_points.Average(p => Math.Log(p.Size)), _points.Average(p => Math.Log(p.Value)));
            return _points.Sum(p => (Math.Log(p.Size) - x) * (Math.Log(p.Value) - y)) / _points.Sum(p => Math.Pow(Math.Log(p.Size) - x, 2));
        }
    }

    /// <param name="size">More than 0.</param>
    /// <param name="value">The cost; for its logarithm, at least a thousandth of the unit.</param>
    public void Add(double size, double value) => _points.Add((size, Math.Max(value, 0.001)));

    /// <summary>A line of the table: the largest size beside the smaller ones.</summary>
    /// <param name="of">What is counted, such as cases or units.</param>
    public Measurement ToMeasurement(string of)
    {
        var (first, last) = (_points[0], _points[^1]);
        return new(
            string.Create(CultureInfo.InvariantCulture, $"{Work}, at {last.Size:#,0} {of}"),
            Text(last.Value) + " " + Unit,
            string.Join(
                ", ",
                _points.SkipLast(1).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Size:#,0}: {Text(p.Value)}"))
            ),
            last.Value / first.Value,
            string.Create(CultureInfo.InvariantCulture, $"told; exponent {Exponent:0.00}"),
            Kept: true
        );
    }

    private static string Text(double value) => value.ToString(value < 10 ? "0.##" : "#,0", CultureInfo.InvariantCulture);
}
