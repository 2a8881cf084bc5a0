using System.Globalization;
using Portal.Domain.Organisation;

namespace Portal.Domain.Demonstration.Province;

/// <summary>A unit of a generated province.</summary>
/// <param name="Parent">The index of the parent in the plan; −1 for the province.</param>
internal readonly record struct PlannedUnit(string Code, string Name, UnitKind Kind, int Parent);

/// <summary>
/// The units of a generated province, the same in every run: cities, districts, departments, streets and communities in realistic
/// proportions.
/// Codes have the twelve digits of administrative divisions, in the unused province 38; a department's is its government's with a number.
/// </summary>
internal sealed class ProvincePlan
{
    public const string ProvinceCode = "380000000000";

    public const int FewestUnits = 20;

    /// <summary>With more units, a street would have more communities than three digits can number.</summary>
    public const int MostUnits = 1_000_000;

    private readonly List<PlannedUnit> _units = [];
    private readonly List<(int At, string Code)> _streets = [];
    private readonly int _cities;
    private readonly int _districts;
    private readonly int _streetsEach;
    private readonly int _departments;

    private ProvincePlan(int units)
    {
        var (square, cube) = (Math.Sqrt(units), Math.Cbrt(units));
        _cities = Math.Clamp((int)(square / 20), 1, 16);
        _districts = Math.Clamp((int)(cube / 5), 1, 12);
        _streetsEach = Math.Clamp((int)(cube / 2), 2, 18);
        _departments = Math.Clamp((int)cube, 2, ProvinceNames.Departments.Count);
    }

    /// <summary>All units; a parent comes before its children.</summary>
    public IReadOnlyList<PlannedUnit> Units => _units;

    /// <exception cref="ArgumentOutOfRangeException">
    /// Fewer than <see cref="FewestUnits"/>, or more than <see cref="MostUnits"/>.
    /// </exception>
    public static ProvincePlan Make(int units)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, FewestUnits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(units, MostUnits);
        var plan = new ProvincePlan(units);
        plan.AddProvince();
        plan.AddCommunities(units - plan._units.Count);
        return plan;
    }

    private void AddProvince()
    {
        var names = new ProvinceNames();
        _units.Add(new(ProvinceCode, ProvinceNames.Province, UnitKind.Province, -1));
        AddDepartments(0, ProvinceNames.ProvinceShort);
        for (var c = 1; c <= _cities; c++)
        {
            var name = names.Next();
            var city = Add(Code(c, 0, 0, 0), name + "市", UnitKind.City, 0);
            AddDepartments(city, name + "市");
            for (var d = 1; d <= _districts; d++)
                AddDistrict(names, city, c, d);
        }
    }

    private void AddDistrict(ProvinceNames names, int city, int c, int d)
    {
        // In every city the first half are districts, the others counties.
        var isDistrict = d <= (_districts + 1) / 2;
        var name = names.Next() + (isDistrict ? "区" : "县");
        var district = Add(Code(c, d, 0, 0), name, UnitKind.District, city);
        AddDepartments(district, name);
        for (var s = 1; s <= _streetsEach; s++)
        {
            var code = Code(c, d, s, 0);
            _streets.Add(
                (
                    Add(
                        code,
                        names.Next()
                            + (
                                isDistrict ? "街道"
                                : s % 3 == 0 ? "乡"
                                : "镇"
                            ),
                        UnitKind.Street,
                        district
                    ),
                    code
                )
            );
        }
    }

    private void AddDepartments(int government, string prefix)
    {
        for (var n = 0; n < _departments; n++)
        {
            Add(
                string.Create(CultureInfo.InvariantCulture, $"{_units[government].Code}D{n + 1:00}"),
                prefix + ProvinceNames.Departments[n],
                UnitKind.Department,
                government
            );
        }
    }

    /// <summary>Spreads the remaining units evenly over all streets.</summary>
    private void AddCommunities(int count)
    {
        for (var n = 0; n < count; n++)
        {
            var (street, number) = (n % _streets.Count, (n / _streets.Count) + 1);
            var (at, code) = _streets[street];
            var kind = _units[at].Name.EndsWith("街道", StringComparison.Ordinal) ? "社区" : "村";
            Add(
                string.Create(CultureInfo.InvariantCulture, $"{code.AsSpan(0, 9)}{number:000}"),
                ProvinceNames.OfCommunity(street, number) + kind,
                UnitKind.Community,
                at
            );
        }
    }

    private int Add(string code, string name, UnitKind kind, int parent)
    {
        _units.Add(new(code, name, kind, parent));
        return _units.Count - 1;
    }

    private static string Code(int city, int district, int street, int community) =>
        string.Create(CultureInfo.InvariantCulture, $"38{city:00}{district:00}{street:000}{community:000}");
}
