using Microsoft.Extensions.Configuration;
using Portal.Domain.Data;
using Portal.Jobs.Hosting;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Settings;

public sealed class PortalSettingsTests
{
    [Fact]
    public void Read_NothingSet_IsTheDocumentedDefault()
    {
        var settings = Read();

        Assert.Equal(DatabaseKind.Sqlite, settings.Database.Kind);
        Assert.Contains(Path.Combine(PortalFolder.Root, "data/portal.db"), settings.Database.ConnectionString, StringComparison.Ordinal);
        Assert.Null(settings.Zone);
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
    [InlineData("Portal:Demo", "perhaps", "Portal:Demo: expected true or false, not \"perhaps\".")]
    [InlineData("Jobs:Workers", "65", "Jobs:Workers: expected a whole number from 1 to 64, not \"65\".")]
    [InlineData("Portal:Database", "oracle", "Portal:Database: expected sqlite or postgres, not \"oracle\".")]
    [InlineData("Urls", "localhost", "Urls: expected addresses such as http://localhost:5080, separated by semicolons, not \"localhost\".")]
    [InlineData("Portal:Reports:Time", "6", "Portal:Reports:Time: expected a time of the day such as 06:00, not \"6\".")]
    public void Read_OneWrong_NamesKeyExpectationAndValue(string key, string value, string problem) =>
        Assert.Equal([problem], Assert.Throws<SettingsException>(() => Read((key, value))).Problems);

    [Fact]
    public void Read_Empty_CountsAsNotSet() => Assert.Equal(4, Read(("Jobs:Workers", "")).Jobs.Workers);

    [Fact]
    public void Read_LogLevelOfASource_IsCheckedToo() =>
        Assert.StartsWith(
            "Serilog:MinimumLevel:Override:Hangfire: expected Verbose",
            Assert.Single(Assert.Throws<SettingsException>(() => Read(("Serilog:MinimumLevel:Override:Hangfire", "Loud"))).Problems),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Portal_WithWrongSettingsOfEveryGroup_NamesAllOfThemAtOnce()
    {
        string[] wrong =
        [
            "Portal:Database=oracle",
            "Portal:TimeZone=Mars/Base",
            "Portal:Imports:MostMegabytes=0",
            "Portal:Imports:MostExpansion=9",
            "Portal:Imports:MostExpandedMegabytes=0",
            "Portal:Imports:WorkMillisecondsPerMegabyte=-1",
            "Portal:Mail:From=portal@example.gov.cn",
            "Portal:Reports:Day=31",
            "Portal:Reviews:CallDays=0",
            "Portal:Reviews:MendDays=251",
            "Jobs:Retries=-1",
            "Portal:Live:PushEveryMilliseconds=1",
            "Portal:Live:PushesPerSecond=many",
            "Portal:Circuits:KeptSeconds=0",
            "Portal:Targets:SatisfactionRatio=98",
            "Portal:Targets:Overdue=-1",
            "Portal:Evidence:MostMegabytes=51",
            "Portal:Evidence:MostFiles=0",
        ];

        var problems = (
            await Assert.ThrowsAsync<SettingsException>(() =>
                PortalApp.CreateAsync([.. wrong.Select(setting => "--" + setting)], cancellation: TestContext.Current.CancellationToken)
            )
        ).Problems;

        Assert.Equal(
            wrong.Select(setting => setting.Split('=')[0]),
            problems.Select(p => p[..p.IndexOf(": expected", StringComparison.Ordinal)])
        );
    }

    [Fact]
    public async Task Process_WithWrongSettings_ExitsWith1() =>
        Assert.Equal(
            PortalCommands.Failed,
            await PortalCommands.RunAsync(["serve", "--Portal:Demo=perhaps", "--Portal:Live:PushesPerSecond=0"])
        );

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

    /// <summary>The smallest set that is valid, with these values changed.</summary>
    private static PortalSettings Read(params (string Key, string Value)[] values) =>
        PortalSettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value))).Build(),
            development: false
        );
}
