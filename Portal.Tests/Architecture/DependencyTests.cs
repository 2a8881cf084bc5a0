using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Architecture;

public sealed class DependencyTests
{
    // Microsoft.AspNetCore.* that is no web server: user and key tables.
    private static readonly string[] s_storesOfDomain =
    [
        "Microsoft.AspNetCore.Identity.EntityFrameworkCore",
        "Microsoft.AspNetCore.DataProtection.EntityFrameworkCore",
    ];

    [Fact]
    public void Domain_KnowsNoWebServerNoJobServerNoInterface() =>
        Broken.None(
            Features
                .Domain.GetReferencedAssemblies()
                .Select(a => a.Name!)
                .Where(name =>
                    name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
                    || name.StartsWith("Hangfire", StringComparison.Ordinal)
                    || name.StartsWith("MudBlazor", StringComparison.Ordinal)
                )
                .Except(s_storesOfDomain)
        );

    [Fact]
    public void Jobs_KnowNoInterface() =>
        Assert.DoesNotContain(
            Features.Jobs.GetReferencedAssemblies(),
            a => a.Name is "MudBlazor" or "Portal" or "Microsoft.AspNetCore.Components"
        );

    [Fact]
    public void Features_UseOnlyThoseBeforeThem()
    {
        var broken =
            from type in Features.Types(Features.Domain)
            let feature = Features.Of(type)
            where feature is not null && Features.MayUse.ContainsKey(feature)
            from used in IlReader.Uses(type)
            where used.Assembly == Features.Domain
            let other = Features.Of(used)
            where other is not null && other != feature && !Features.Technical.Contains(other) && !Features.MayUse[feature].Contains(other)
            select $"{Features.Name(type)} ({feature}) uses {Features.Name(used)} ({other})";
        Broken.None(broken);
    }

    [Fact]
    public void PagesAndApi_NeverUseTheDatabase()
    {
        var broken =
            from type in Features.Types(Features.Web)
            // The class that registers a feature names the store that the feature uses.
            where !Features.Name(type).Contains("Services", StringComparison.Ordinal)
            from used in IlReader.Uses(type)
            where typeof(DbContext).IsAssignableFrom(used) || used == typeof(IDbContextFactory<>) || used == typeof(DbSet<>)
            select $"{Features.Name(type)} uses {used.Name}";
        Broken.None(broken);
    }

    [Fact]
    public void OnlyTheDataFolder_KnowsWhichDatabaseItIs()
    {
        var broken =
            from type in Features.Types(Features.Domain)
            where Features.Of(type) is { } feature && Features.MayUse.ContainsKey(feature)
            from used in IlReader.Uses(type)
            where used == typeof(SqlitePortalDb) || used == typeof(PostgresPortalDb)
            select $"{Features.Name(type)} uses {used.Name}";
        Broken.None(broken);
    }
}
