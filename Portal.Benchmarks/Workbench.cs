using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Calendar;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Demonstration.Province;
using Portal.Domain.Organisation;

namespace Portal.Benchmarks;

/// <summary>A new database of its own, with a district of 63 units and 237 items, and the domain on top.</summary>
internal sealed class Workbench : IAsyncDisposable
{
    public const int Streets = 10;
    public const int CommunitiesPerStreet = 5;
    public const int Departments = 2;
    public const int Items = 237;
    public const int Units = 1 + Streets + (Streets * CommunitiesPerStreet) + Departments;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-benchmark-");

    private readonly BenchmarkServer? _server;

    private Workbench(DatabaseKind kind, BenchmarkServer? server)
    {
        (Kind, _server) = (kind, server);
        ConnectionString = server?.NewDatabase() ?? $"Data Source={PathOf("portal.db")}";
        Services = new ServiceCollection()
            .AddLogging()
            .AddPortalDomain(new DatabaseOptions(kind, ConnectionString), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"))
            .BuildServiceProvider();
    }

    public ServiceProvider Services { get; }

    public DatabaseKind Kind { get; }

    public string ConnectionString { get; }

    /// <summary>The folder of all its files.</summary>
    public string Folder => _folder.FullName;

    /// <param name="kind">The kind of database.</param>
    /// <param name="units">With more than the district's 63, it is one district of a province with that many in all.</param>
    public static async Task<Workbench> CreateAsync(DatabaseKind kind = DatabaseKind.Sqlite, int units = Units)
    {
        var bench = await CreateEmptyAsync(kind);
        if (units > Units)
            await bench
                .Get<ProvinceDemonstration>()
                .FillAsync(new(Math.Max(units - Units, ProvinceSize.FewestUnits), Items, Cases: 0, new(2014, 1, 1), new(2014, 12, 31)));
        await using var db = bench.Open();
        await bench.SeedAsync(db);
        return bench;
    }

    /// <summary>A database with its tables and no rows.</summary>
    public static async Task<Workbench> CreateEmptyAsync(DatabaseKind kind = DatabaseKind.Sqlite)
    {
        var bench = new Workbench(kind, kind == DatabaseKind.Postgres ? await BenchmarkServer.GetAsync() : null);
        await using var db = bench.Open();
        await db.Database.MigrateAsync();
        return bench;
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public PortalDb Open() => Get<IDbContextFactory<PortalDb>>().CreateDbContext();

    /// <summary>The size of the database on disk, in bytes.</summary>
    public long Bytes()
    {
        using var db = Open();
        return db
            .Database.SqlQueryRaw<long>(
                Kind == DatabaseKind.Postgres
                    ? "SELECT pg_database_size(current_database()) AS \"Value\""
                    : "SELECT page_count * page_size AS \"Value\" FROM pragma_page_count(), pragma_page_size()"
            )
            .Single();
    }

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _server?.Drop(ConnectionString);
        _folder.Delete(recursive: true);
    }

    private async Task SeedAsync(PortalDb db)
    {
        var district = await AddUnitAsync(
            db,
            "D",
            UnitKind.District,
            await db.Set<UnitVersion>().Where(v => v.Kind == UnitKind.City).MinAsync(v => (int?)v.UnitId)
        );
        for (var s = 0; s < Streets; s++)
        {
            var street = await AddUnitAsync(db, $"S{s}", UnitKind.Street, district);
            for (var c = 0; c < CommunitiesPerStreet; c++)
                await AddUnitAsync(db, $"S{s}C{c}", UnitKind.Community, street);
        }
        for (var d = 0; d < Departments; d++)
        {
            var department = await AddUnitAsync(db, $"P{d}", UnitKind.Department, district);
            for (var i = d; i < Items; i += Departments)
                db.ServiceItems.Add(Item(i, department));
        }
        if (!await db.CalendarDays.AnyAsync())
            db.CalendarDays.AddRange(RestDays());
        await db.SaveChangesAsync();
        await db.ReferenceStates.ExecuteUpdateAsync(s => s.SetProperty(x => x.Version, x => x.Version + 1));
    }

    private static async Task<int> AddUnitAsync(PortalDb db, string code, UnitKind kind, int? parent)
    {
        var unit = new Unit { Code = code };
        unit.Versions.Add(
            new UnitVersion
            {
                Name = $"Unit {code}",
                Kind = kind,
                ParentId = parent,
            }
        );
        db.Units.Add(unit);
        await db.SaveChangesAsync();
        return unit.Id;
    }

    private static ServiceItem Item(int number, int departmentId)
    {
        var item = new ServiceItem { Code = $"I{number}" };
        item.Versions.Add(
            new ServiceItemVersion
            {
                Name = $"Item {number}",
                Kind = number % 2 == 0 ? ItemKind.Licence : ItemKind.PublicService,
                UnitId = departmentId,
                StatutoryLimit = number % 2 == 0 ? 20 : null,
                PromisedLimit = number % 2 == 0 ? 6 : null,
                Instant = number % 2 == 1,
            }
        );
        return item;
    }

    private static IEnumerable<CalendarDay> RestDays() =>
        new DateOnly[] { new(2013, 1, 1), new(2013, 10, 1), new(2014, 1, 1), new(2014, 10, 1) }.Select(day => new CalendarDay
        {
            Date = day,
            Kind = DayKind.Rest,
            Holiday = "假",
            HolidayEnglish = "Holiday",
        });
}
