using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Domain.Standards.Checklists;
using Portal.Tests.Support;

namespace Portal.Tests.Standards;

/// <summary>Service points of the sample's units, and the shipped checklists in force since January 2014.</summary>
internal static class SamplePoints
{
    /// <summary>Of the first street; open.</summary>
    public const string StreetPoint = "P-STREET";

    /// <summary>Of the district's first department, 1,600 m²; open.</summary>
    public const string Centre = "P-CENTRE";

    /// <summary>Of the other street; planned.</summary>
    public const string Planned = "P-PLANNED";

    public static async Task AddAsync(Func<PortalDb> open)
    {
        await using var db = open();
        db.ServiceStandards.AddRange(
            Enum.GetValues<PointKind>()
                .Select(kind => ServiceStandard.Of(kind, 1, new(2014, 1, 1), ShippedStandards.Of(kind), Actor.System.Name, SampleData.Now))
        );
        db.ServicePoints.AddRange(
            Point(StreetPoint, PointKind.StreetCentre, SampleData.StreetId, new(2011, 7, 1), area: null),
            Point(Centre, PointKind.DistrictCentre, SampleData.DepartmentId, new(2008, 9, 1), area: 1_600),
            Point(Planned, PointKind.StreetCentre, SampleData.OtherStreetId, opened: null, area: null)
        );
        foreach (var unit in db.Units.Where(u => u.Id == SampleData.DepartmentId || u.Id == SampleData.OtherDepartmentId).ToList())
        {
            await db.Entry(unit).Collection(u => u.Versions).LoadAsync();
            var version = unit.Versions[^1];
            (version.MustBeStationed, version.Stationed) = (true, unit.Id == SampleData.DepartmentId);
        }
        await db.SaveChangesAsync();
        await db.RaiseReferenceAsync();
    }

    private static ServicePoint Point(string code, PointKind kind, int unitId, DateOnly? opened, decimal? area) =>
        new()
        {
            Code = code,
            Name = code,
            Kind = kind,
            UnitId = unitId,
            OpenedOn = opened,
            FloorArea = area,
        };
}
