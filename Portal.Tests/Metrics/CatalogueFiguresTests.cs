using CsCheck;
using Portal.Domain.Catalogue;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Tests.Demonstration;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Metrics;

/// <summary>Sums computed once for all units equal the sums of each.</summary>
public sealed class CatalogueFiguresTests
{
    private static readonly DateOnly s_first = new(2014, 1, 1);

    private static readonly int[] s_units =
    [
        DistrictId,
        DepartmentId,
        OtherDepartmentId,
        StreetId,
        OtherStreetId,
        CommunityId,
        SecondCommunityId,
        OtherCommunityId,
    ];

    private static readonly Gen<int> s_unit = Gen.Int[0, s_units.Length - 1].Select(i => s_units[i]);

    private static readonly Gen<ServiceItem> s_items = Gen.Select(
            s_unit,
            s_unit,
            Gen.Int[0, 300],
            Gen.Int[1, 200],
            Gen.Int[0, 30],
            Gen.Int[1, 100_000]
        )
        .Select(
            (first, then, from, days, limit, id) =>
                new ServiceItem
                {
                    Id = id,
                    Code = $"{id}",
                    Versions =
                    {
                        new()
                        {
                            ItemId = id,
                            Name = "a",
                            UnitId = first,
                            ValidTo = s_first.AddDays(from),
                            StatutoryLimit = limit == 0 ? null : limit,
                            PromisedLimit = limit == 0 ? null : limit / 2,
                        },
                        new()
                        {
                            ItemId = id,
                            Name = "b",
                            UnitId = then,
                            ValidFrom = s_first.AddDays(from + 1),
                            ValidTo = s_first.AddDays(from + days),
                            StatutoryLimit = 20,
                            PromisedLimit = limit,
                        },
                    },
                }
        );

    [Fact]
    public void Promised_AnyDayAndUnit_IsTheSumOverItsItems() =>
        Gen.Select(s_items.Array[0, 12], Gen.Int[0, 364].Array[5])
            .Sample(
                (items, days) =>
                {
                    var moved = Unit(CommunityId, Community, "滨江社区", UnitKind.Community, StreetId, to: s_first.AddDays(180));
                    moved.Versions.Add(
                        new()
                        {
                            Name = "滨江社区",
                            Kind = UnitKind.Community,
                            ParentId = OtherStreetId,
                            ValidFrom = s_first.AddDays(181),
                        }
                    );
                    var reference = Reference() with
                    {
                        Units = new UnitTree([.. Units().Where(u => u.Id != CommunityId), moved]),
                        Items = new ItemCatalogue(items.DistinctBy(i => i.Id)),
                    };
                    foreach (var day in days.Select(s_first.AddDays))
                    {
                        var figures = new CatalogueFigures(reference, day);
                        foreach (var unit in s_units)
                        {
                            Assert.Equal(
                                Sum(reference, day, v => reference.Units.IsWithin(v.UnitId, unit, day)),
                                figures.PromisedOfUnit(unit)
                            );
                            Assert.Equal(Sum(reference, day, v => v.UnitId == unit), figures.PromisedOfDepartment(unit));
                        }
                    }
                }
            );

    [Fact]
    public void StationedAndCompliance_AreCountedInEveryUnitAbove()
    {
        var department = Unit(DepartmentId, Department, "民政局", UnitKind.Department, DistrictId);
        (department.Versions[0].MustBeStationed, department.Versions[0].Stationed) = (true, true);
        var other = Unit(OtherDepartmentId, OtherDepartment, "商务局", UnitKind.Department, DistrictId, to: new(2014, 6, 30));
        other.Versions[0].MustBeStationed = true;
        var good = new ServicePoint
        {
            Id = 1,
            Code = "P1",
            Name = "p",
            UnitId = CommunityId,
            Inspections =
            {
                new() { InspectedOn = new(2014, 3, 1), Compliant = true },
            },
        };
        var closed = new ServicePoint
        {
            Id = 2,
            Code = "P2",
            Name = "p",
            UnitId = StreetId,
            ClosedOn = new(2014, 5, 1),
        };
        var reference = new ReferenceData(
            1,
            new UnitTree([.. Units().Where(u => u.Id is not (DepartmentId or OtherDepartmentId)), department, other]),
            ItemCatalogue.Empty,
            Reference().Calendar,
            [good, closed]
        );

        var (spring, autumn) = (new CatalogueFigures(reference, new(2014, 4, 1)), new CatalogueFigures(reference, new(2014, 10, 1)));

        Assert.Equal(((1, 2), (1, 1)), (spring.Stationed(DistrictId)!.Value, autumn.Stationed(DistrictId)!.Value));
        Assert.Equal(((0, 1), ((int, int)?)null), (spring.Stationed(OtherDepartmentId)!.Value, autumn.Stationed(OtherDepartmentId)));
        Assert.Equal(
            ((1, 2), (1, 2), (1, 1)),
            (spring.Compliance(DistrictId)!.Value, spring.Compliance(StreetId)!.Value, autumn.Compliance(DistrictId)!.Value)
        );
        Assert.Null(spring.Compliance(OtherStreetId));
    }

    private static (long, long)? Sum(ReferenceData reference, DateOnly day, Func<ServiceItemVersion, bool> which)
    {
        var versions = reference
            .Items.All.SelectMany(i => i.Versions)
            .Where(v => v.Covers(day) && which(v) && v.StatutoryLimit is not null)
            .ToList();
        return versions.Count == 0
            ? null
            : (
                versions.Sum(v => (long)LimitRules.PromisedMinutes(v)!.Value),
                versions.Sum(v => (long)LimitRules.StatutoryMinutes(v)!.Value)
            );
    }
}
