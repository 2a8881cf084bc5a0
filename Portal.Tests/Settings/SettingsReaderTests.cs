using Microsoft.Extensions.Configuration;
using Portal.Domain.Data;
using Portal.Jobs.Settings;

namespace Portal.Tests.Settings;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Read_NothingSet_IsTheDocumentedDefault()
    {
        var settings = Read();

        Assert.Equal(DatabaseKind.Sqlite, settings.Database.Kind);
        Assert.Contains(Path.Combine(PortalFolder.Root, "data/portal.db"), settings.Database.ConnectionString, StringComparison.Ordinal);
        Assert.Equal("Asia/Shanghai", settings.Zone.Id);
        Assert.True(settings.HostJobs);
        Assert.False(settings.Demonstration);
    }

    [Fact]
    public void Read_ManyWrong_NamesEveryKeyAtOnce()
    {
        var wrong = Assert.Throws<SettingsException>(() => Read(
            ("Portal:Database", "oracle"), ("Portal:TimeZone", "Mars/Base"), ("Portal:Demo", "perhaps"), ("Jobs:Workers", "0"),
            ("Portal:KnownProxies:0", "proxy"), ("Urls", "localhost"), ("Serilog:MinimumLevel:Default", "Loud")));

        Assert.Equal(
            ["Portal:Database", "Portal:TimeZone", "Portal:Demo", "Portal:KnownProxies:0", "Jobs:Workers", "Urls", "Serilog:MinimumLevel:Default"],
            wrong.Problems.Select(p => p[..p.IndexOf(": expected", StringComparison.Ordinal)]));
    }

    [Theory]
    [InlineData("Data Source=data/portal.db")]
    [InlineData("Host=db.internal")]
    [InlineData("Nonsense=1")]
    public void Read_PostgresWithoutServerAndDatabase_IsRefusedWithoutTellingTheValue(string connection)
    {
        var wrong = Assert.Throws<SettingsException>(() => Read(("Portal:Database", "postgres"), ("ConnectionStrings:Portal", connection)));

        Assert.DoesNotContain(connection, Assert.Single(wrong.Problems), StringComparison.Ordinal);
    }

    private static PortalSettings Read(params (string Key, string Value)[] values) => new SettingsReader(
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value))).Build(), development: false).Read();
}
