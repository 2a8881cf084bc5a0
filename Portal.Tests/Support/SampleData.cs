using Portal.Domain.Calendar;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Tests.Support;

/// <summary>
/// A small district that many tests share: two streets, three communities, two departments, items of every kind of limit.
/// </summary>
/// <remarks>Numbers are fixed so that tests can name them, and high so that a database's own numbering never meets them.</remarks>
public static class SampleData
{
    public const int DistrictId = 1_001;
    public const int DepartmentId = 1_002;
    public const int OtherDepartmentId = 1_003;
    public const int StreetId = 1_010;
    public const int OtherStreetId = 1_020;
    public const int CommunityId = 1_011;
    public const int SecondCommunityId = 1_012;
    public const int OtherCommunityId = 1_021;

    public const string District = "350103";
    public const string Department = "D-CIVIL";
    public const string OtherDepartment = "D-TRADE";
    public const string Street = "350103001";
    public const string OtherStreet = "350103002";
    public const string Community = "350103001001";
    public const string SecondCommunity = "350103001002";
    public const string OtherCommunity = "350103002001";

    /// <summary>A licence: 20 working days by law, 6 promised.</summary>
    public const string Licence = "L-20-6";

    /// <summary>Done on the spot, without any limit.</summary>
    public const string InstantItem = "I-0";

    /// <summary>15 calendar days by law, nothing promised.</summary>
    public const string CalendarItem = "C-15";

    /// <summary>48 hours by law, 24 promised.</summary>
    public const string HourItem = "H-48-24";

    /// <summary>Neither limit nor instant.</summary>
    public const string UnlimitedItem = "U";

    public static TimeZoneInfo Shanghai { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>Friday 2014-10-31, 10:00 in Shanghai.</summary>
    public static DateTimeOffset Now { get; } = Local(2014, 10, 31, 10);

    /// <summary>A wall-clock time of the district as an instant in UTC.</summary>
    public static DateTimeOffset Local(int year, int month, int day, int hour = 9, int minute = 0, int second = 0) =>
        DistrictTime.FromLocal(new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified), Shanghai);

    /// <summary>A unit with one version.</summary>
    public static Unit Unit(int id, string code, string name, UnitKind kind, int? parentId, DateOnly? from = null, DateOnly? to = null) =>
        new()
        {
            Id = id,
            Code = code,
            Versions =
            {
                new()
                {
                    UnitId = id,
                    Name = name,
                    Kind = kind,
                    ParentId = parentId,
                    ValidFrom = from,
                    ValidTo = to,
                },
            },
        };

    /// <summary>An item with one version.</summary>
    public static ServiceItem Item(
        int id,
        string code,
        int unitId,
        int? statutory = null,
        int? promised = null,
        LimitUnit unit = LimitUnit.WorkingDays,
        bool instant = false,
        ItemKind kind = ItemKind.Licence
    ) =>
        new()
        {
            Id = id,
            Code = code,
            Versions =
            {
                new()
                {
                    ItemId = id,
                    Name = "Item " + code,
                    Kind = kind,
                    UnitId = unitId,
                    StatutoryLimit = statutory,
                    PromisedLimit = promised,
                    LimitUnit = unit,
                    Instant = instant,
                },
            },
        };

    /// <summary>The units, parents first.</summary>
    public static IReadOnlyList<Unit> Units() =>
        [
            Unit(DistrictId, District, "台江区", UnitKind.District, null),
            Unit(DepartmentId, Department, "民政局", UnitKind.Department, DistrictId),
            Unit(OtherDepartmentId, OtherDepartment, "工商局", UnitKind.Department, DistrictId),
            Unit(StreetId, Street, "瀛洲街道", UnitKind.Street, DistrictId),
            Unit(OtherStreetId, OtherStreet, "后洲街道", UnitKind.Street, DistrictId),
            Unit(CommunityId, Community, "滨江社区", UnitKind.Community, StreetId),
            Unit(SecondCommunityId, SecondCommunity, "象园社区", UnitKind.Community, StreetId),
            Unit(OtherCommunityId, OtherCommunity, "三通社区", UnitKind.Community, OtherStreetId),
        ];

    /// <summary>The items, one of each kind of limit.</summary>
    public static IReadOnlyList<ServiceItem> Items() =>
        [
            Item(1_101, Licence, DepartmentId, statutory: 20, promised: 6),
            Item(1_102, InstantItem, DepartmentId, instant: true, kind: ItemKind.Convenience),
            Item(1_103, CalendarItem, OtherDepartmentId, statutory: 15, unit: LimitUnit.CalendarDays),
            Item(1_104, HourItem, OtherDepartmentId, statutory: 48, promised: 24, unit: LimitUnit.Hours),
            Item(1_105, UnlimitedItem, OtherDepartmentId, kind: ItemKind.PublicService),
        ];

    /// <summary>Units, items and calendar together, without a database.</summary>
    public static ReferenceData Reference() =>
        new(1, new UnitTree(Units()), new ItemCatalogue(Items()), new WorkingCalendar(ChinaCalendar.Days()), []);

    /// <summary>
    /// A case accepted 2014-10-08 09:00 in Shanghai at a community's window; a test changes what it is about with <c>with</c>.
    /// </summary>
    public static RecordInput Input(string caseNo = "1") =>
        new()
        {
            Source = "test",
            CaseNo = caseNo,
            UnitCode = Community,
            ItemCode = Licence,
            AcceptedAt = Local(2014, 10, 8),
        };

    /// <summary>Writes units, items and calendar, as an import of the three files would.</summary>
    public static async Task SeedAsync(PortalDb db)
    {
        foreach (var unit in Units())
        {
            // One by one: a version's parent is known to the database by number alone.
            db.Units.Add(unit);
            await db.SaveChangesAsync();
        }
        db.ServiceItems.AddRange(Items());
        db.CalendarDays.AddRange(ChinaCalendar.Days());
        (await db.ReferenceStates.FindAsync(ReferenceState.SingleId))!.Version++;
        await db.SaveChangesAsync();
    }
}
