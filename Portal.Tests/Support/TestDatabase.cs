using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain;
using Portal.Domain.Data;
using Portal.Domain.Shared;

namespace Portal.Tests.Support;

/// <summary>
/// A new, migrated database of its own on a real SQLite file or a real PostgreSQL server, with the domain's services on top.
/// </summary>
/// <remarks>
/// A test that runs on both takes <see cref="DatabaseKind"/> as a parameter and is marked
/// <c>[Theory, Databases]</c>; one that runs on either takes <see cref="TestStore.Usual"/>. Migrations run once a run, and the sample
/// data are written once; each database is a copy of such a template.
/// </remarks>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly TestStore? _store;

    private TestDatabase(DatabaseOptions options, TestStore? store, Action<IServiceCollection>? configure, TimeZoneInfo? zone)
    {
        (Options, _store) = (options, store);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddPortalDomain(Options, zone);
        configure?.Invoke(services);
        Services = services.BuildServiceProvider();
    }

    public DatabaseOptions Options { get; }

    /// <summary>The domain's services over this database, with <see cref="Clock"/> as their clock.</summary>
    public ServiceProvider Services { get; }

    /// <summary>The clock, at <see cref="SampleData.Now"/> until a test moves it.</summary>
    public FakeTimeProvider Clock { get; } = new(SampleData.Now);

    public DistrictTime Time => Get<DistrictTime>();

    /// <param name="kind">Which database to use.</param>
    /// <param name="configure">More services, or others in place of the domain's.</param>
    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind, Action<IServiceCollection>? configure = null)
    {
        var store = await TestStore.CreateMigratedAsync(kind);
        return new(store.Options, store, configure, SampleData.Shanghai);
    }

    /// <summary>The services over a database that is there, as one more process has them; disposing it leaves the database.</summary>
    public static TestDatabase Over(DatabaseOptions options, Action<IServiceCollection>? configure = null) =>
        new(options, store: null, configure, SampleData.Shanghai);

    /// <summary>The same with another setting of the time zone; null for none.</summary>
    public static TestDatabase OverInZone(DatabaseOptions options, string? zone) =>
        new(options, store: null, configure: null, zone is null ? null : TimeZoneInfo.FindSystemTimeZoneById(zone));

    /// <summary>A new database with the units, items and calendar of <see cref="SampleData"/>.</summary>
    public static async Task<TestDatabase> CreateSeededAsync(DatabaseKind kind, Action<IServiceCollection>? configure = null)
    {
        var store = await TestStore.CreateSeededAsync(kind);
        return new(store.Options, store, configure, SampleData.Shanghai);
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>A context of its own; the caller disposes of it.</summary>
    public PortalDb Open() => Get<IDbContextFactory<PortalDb>>().CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        if (_store is not null)
            await _store.DisposeAsync();
    }
}
