using Microsoft.Extensions.Configuration;
using Portal.Domain.Data;
using Portal.Jobs.Hosting;
using Portal.Tests.Demonstration;

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
        Assert.Equal((1, new TimeOnly(6, 0)), (settings.Reports.Day, settings.Reports.At));
    }

    [Fact]
    public void Read_ManyWrong_NamesEveryKeyAtOnce()
    {
        var wrong = Assert.Throws<SettingsException>(() =>
            Read(
                ("Portal:Database", "oracle"),
                ("Portal:TimeZone", "Mars/Base"),
                ("Portal:Demo", "perhaps"),
                ("Jobs:Workers", "0"),
                ("Portal:KnownProxies:0", "proxy"),
                ("Portal:Reports:Day", "31"),
                ("Portal:Reports:Time", "6"),
                ("Urls", "localhost"),
                ("Serilog:MinimumLevel:Default", "Loud")
            )
        );

        Assert.Equal(
            [
                "Portal:Database",
                "Portal:TimeZone",
                "Portal:Demo",
                "Portal:KnownProxies:0",
                "Portal:Reports:Day",
                "Portal:Reports:Time",
                "Jobs:Workers",
                "Urls",
                "Serilog:MinimumLevel:Default",
            ],
            wrong.Problems.Select(p => p[..p.IndexOf(": expected", StringComparison.Ordinal)])
        );
    }

    [Theory]
    [InlineData("Portal:KnownProxies", "10.0.0.10, ::1")]
    [InlineData("Portal:KnownProxies:0", "10.0.0.10", "Portal:KnownProxies:1", "::1")]
    public void Read_KnownProxies_InOneLineOrAsAList(params string[] settings) =>
        Assert.Equal(
            ["10.0.0.10", "::1"],
            Read([.. settings.Chunk(2).Select(pair => (pair[0], pair[1]))]).KnownProxies.Select(p => p.ToString())
        );

    [Fact]
    public void Read_NoMailServer_LeavesMailOff() => Assert.False(Read().Mail.IsOn);

    [Theory]
    [InlineData(null, 25)]
    [InlineData("none", 25)]
    [InlineData("startTls", 587)]
    [InlineData("tls", 465)]
    public void Read_MailServer_TakesThePortOfItsSecurity(string? security, int port)
    {
        var mail = Read(
            ("Portal:Mail:Host", "mail.example.gov.cn"),
            ("Portal:Mail:From", "portal@example.gov.cn"),
            ("Portal:Mail:Security", security ?? ""),
            ("Portal:Mail:User", "portal"),
            ("Portal:Mail:Password", "secret"),
            ("Portal:Mail:Link", "https://portal.example.gov.cn")
        ).Mail;

        Assert.True(mail.IsOn);
        Assert.Equal((port, "portal", "https://portal.example.gov.cn/"), (mail.Port, mail.User, mail.Link?.ToString()));
    }

    [Fact]
    public void Read_MailWrong_NamesEveryKeyAndTellsNoPassword()
    {
        var wrong = Assert.Throws<SettingsException>(() =>
            Read(
                ("Portal:Mail:Host", "no host"),
                ("Portal:Mail:Port", "0"),
                ("Portal:Mail:From", "portal"),
                ("Portal:Mail:Password", "secret"),
                ("Portal:Mail:Security", "strong"),
                ("Portal:Mail:Link", "portal")
            )
        );

        Assert.Equal(
            ["From", "Host", "Link", "Port", "Security", "User"],
            wrong
                .Problems.Select(p => p["Portal:Mail:".Length..p.IndexOf(": expected", StringComparison.Ordinal)])
                .Order(StringComparer.Ordinal)
        );
        Assert.DoesNotContain(wrong.Problems, p => p.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_MailWithoutAServer_IsRefused() =>
        Assert.StartsWith(
            "Portal:Mail:From: expected no value without Portal:Mail:Host",
            Assert.Single(Assert.Throws<SettingsException>(() => Read(("Portal:Mail:From", "portal@example.gov.cn"))).Problems),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("Data Source=data/portal.db")]
    [InlineData("Host=db.internal")]
    [InlineData("Nonsense=1")]
    public void Read_PostgresWithoutServerAndDatabase_IsRefusedWithoutTellingTheValue(string connection)
    {
        var wrong = Assert.Throws<SettingsException>(() => Read(("Portal:Database", "postgres"), ("ConnectionStrings:Portal", connection)));

        Assert.DoesNotContain(connection, Assert.Single(wrong.Problems), StringComparison.Ordinal);
    }

    private static PortalSettings Read(params (string Key, string Value)[] values) =>
        new SettingsReader(
            new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value))).Build(),
            development: false
        ).Read();
}
