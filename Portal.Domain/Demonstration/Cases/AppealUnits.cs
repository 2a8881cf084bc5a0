using System.Globalization;
using Portal.Domain.Demonstration.Sampling;
using Portal.Domain.Demonstration.World;

namespace Portal.Domain.Demonstration.Cases;

/// <summary>
/// Draws the unit that receives an appeal: departments by their weight in the file of departments, streets by their size.
/// </summary>
internal static class AppealUnits
{
    private const double ShareOfStreets = 0.44;

    public static WeightedChoice<string> Choice()
    {
        var departments = DemonstrationFiles.Read(
            DemonstrationFiles.Departments,
            text => (Code: text("code"), Weight: double.Parse(text("appeals"), CultureInfo.InvariantCulture))
        );
        var (ofDepartments, ofStreets) = (departments.Sum(d => d.Weight), StreetProfile.All.Sum(s => s.Weight));
        var weights = departments.ToDictionary(d => d.Code, d => d.Weight / ofDepartments * (1 - ShareOfStreets), StringComparer.Ordinal);
        foreach (var street in StreetProfile.All)
            weights.Add(street.Code, street.Weight / ofStreets * ShareOfStreets);
        return new(weights.Keys.Order(StringComparer.Ordinal), code => weights[code]);
    }
}
