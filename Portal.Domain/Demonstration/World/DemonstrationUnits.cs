using Portal.Domain.Data;
using Portal.Domain.Organisation;

namespace Portal.Domain.Demonstration.World;

/// <summary>The district, its streets and communities, its departments and its service centre.</summary>
internal static class DemonstrationUnits
{
    /// <summary>Adds and saves the units.</summary>
    public static async Task<IReadOnlyDictionary<string, Unit>> AddAsync(PortalDb db, CancellationToken cancellation)
    {
        var rows = Places().Concat(Departments()).ToList();
        var units = rows.ToDictionary(r => r.Code, r => new Unit { Code = r.Code }, StringComparer.Ordinal);
        db.Units.AddRange(units.Values);
        await db.SaveChangesAsync(cancellation); // assigns the ids by which versions refer to their parents
        foreach (var row in rows)
        {
            row.Version.ParentId = row.Parent.Length == 0 ? null : units[row.Parent].Id;
            units[row.Code].Versions.Add(row.Version);
        }
        await db.SaveChangesAsync(cancellation);
        return units;
    }

    private static List<Row> Places() =>
        DemonstrationFiles.Read(
            DemonstrationFiles.Units,
            text => new Row(
                text("code"),
                text("parentCode"),
                new() { Name = text("name"), Kind = Enum.Parse<UnitKind>(text("kind"), ignoreCase: true) }
            )
        );

    private static List<Row> Departments() =>
        DemonstrationFiles.Read(
            DemonstrationFiles.Departments,
            text => new Row(
                text("code"),
                TaijiangCodes.District,
                new()
                {
                    Name = text("name"),
                    Kind = UnitKind.Department,
                    HoldsPowers = bool.Parse(text("holdsPowers")),
                    MustBeStationed = bool.Parse(text("mustBeStationed")),
                    Stationed = bool.Parse(text("stationed")),
                }
            )
        );

    private sealed record Row(string Code, string Parent, UnitVersion Version);
}
