using System.Net;
using Microsoft.Extensions.Configuration;
using Portal.Domain.Webhooks.Hosts;
using Portal.Jobs.Hosting;

namespace Portal.Tests.Webhooks;

/// <summary>Messages go where the setting says: a manager of subscriptions reaches nothing else that answers to this machine.</summary>
public sealed class AllowedHostTests
{
    private const string NotAllowed = "address.hostNotAllowed";
    private const string Wrong = "address.wrong";

    [Theory]
    [InlineData("hooks.example.gov.cn", "https://hooks.example.gov.cn/cards?token=1", null)]
    [InlineData("hooks.example.gov.cn", "https://HOOKS.example.gov.cn", null)]
    [InlineData("hooks.example.gov.cn", "http://hooks.example.gov.cn/", "address.needsHttps")]
    [InlineData("hooks.example.gov.cn", "https://hooks.example.gov.cn:8443/", NotAllowed)]
    [InlineData("hooks.example.gov.cn:8443", "https://hooks.example.gov.cn:8443/", null)]
    [InlineData("hooks.example.gov.cn:8443", "http://hooks.example.gov.cn:8443/", "address.needsHttps")]
    [InlineData("http://hooks.example.gov.cn", "http://hooks.example.gov.cn/", null)]
    [InlineData("hooks.example.gov.cn", "https://hooks.example.gov.cn.evil.example/", NotAllowed)]
    [InlineData("hooks.example.gov.cn", "https://evilhooks.example.gov.cn/", NotAllowed)]
    [InlineData("*.example.gov.cn", "https://a.b.example.gov.cn/", null)]
    [InlineData("*.example.gov.cn", "https://example.gov.cn/", NotAllowed)]
    [InlineData("*.example.gov.cn", "https://evilexample.gov.cn/", NotAllowed)]
    [InlineData("10.8.0.0/16", "https://10.8.3.4/", null)]
    [InlineData("10.8.0.0/16", "https://10.9.3.4/", NotAllowed)]
    [InlineData("http://10.8.0.5:8080", "http://10.8.0.5:8080/x", null)]
    [InlineData("http://[fd00::5]:8080", "http://[fd00::5]:8080/x", null)]
    [InlineData("10.8.0.0/16", "https://[::ffff:10.8.3.4]/", null)]
    [InlineData("127.0.0.1", "https://2130706433/", null)] // the same address as a number
    [InlineData("hooks.example.gov.cn", "https://2130706433/", NotAllowed)]
    [InlineData("hooks.example.gov.cn", "https://user:pass@hooks.example.gov.cn/", Wrong)]
    [InlineData("hooks.example.gov.cn", "https://hooks.example.gov.cn@evil.example/", Wrong)]
    [InlineData("hooks.example.gov.cn", "https://hooks.example.gov.cn/#x", Wrong)]
    [InlineData("hooks.example.gov.cn", "https://hooks.example.gov.cn/\r\nX-Evil: 1", Wrong)]
    [InlineData("hooks.example.gov.cn", "https://hooks.example.gov.cn\\@evil.example/", Wrong)]
    [InlineData("hooks.example.gov.cn", "ftp://hooks.example.gov.cn/", Wrong)]
    [InlineData("hooks.example.gov.cn", "file:///etc/passwd", Wrong)]
    [InlineData("hooks.example.gov.cn", "/cards", Wrong)]
    [InlineData("hooks.example.gov.cn", "", Wrong)]
    public void Address_IsAllowedOrRefused(string host, string address, string? code) =>
        Assert.Equal(
            code,
            new WebhookOptions { Hosts = [AllowedHost.Parse(host)!] }
                .Check(address)
                ?.Code
        );

    [Theory]
    [InlineData("203.0.113.7", true)]
    [InlineData("10.8.0.5", true)] // a name in the setting may lead into the network of the offices
    [InlineData("127.0.0.1", false)]
    [InlineData("127.8.8.8", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.100.100.200", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("fe80::1%2", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("2400:3200::1", true)]
    public void AddressOfAName_IsConnectedTo_UnlessTheMachineOrItsPlatformAnswersThere(string address, bool permitted) =>
        Assert.Equal(
            permitted,
            new WebhookOptions { Hosts = [AllowedHost.Parse("hooks.example.gov.cn")!] }.Permits(IPAddress.Parse(address))
        );

    [Fact]
    public void AddressOfTheMachine_NamedInTheSetting_IsConnectedTo() =>
        Assert.True(new WebhookOptions { Hosts = [AllowedHost.Parse("127.0.0.0/8")!] }.Permits(IPAddress.Loopback));

    [Theory]
    [InlineData("*")]
    [InlineData("*.")]
    [InlineData("https://hooks.example.gov.cn")]
    [InlineData("hooks.example.gov.cn/path")]
    [InlineData("hooks.example.gov.cn:0")]
    [InlineData("hooks.example.gov.cn:99999")]
    [InlineData("10.8.0.0/99")]
    [InlineData("")]
    public void Entry_ThatIsNone_IsRefused(string entry) => Assert.Null(AllowedHost.Parse(entry));

    [Fact]
    public void Settings_NameAWrongHost_AndTakeTheLinkOfMailsUnlessTheyHaveTheirOwn()
    {
        var problems = Assert.Throws<SettingsException>(() => Read(("Webhooks:AllowedHosts", "hooks.example.gov.cn, *"))).Problems;
        Assert.StartsWith("Webhooks:AllowedHosts: expected hosts", Assert.Single(problems), StringComparison.Ordinal);
        Assert.False(Read().IsOn);

        (string, string)[] mail =
        [
            ("Webhooks:AllowedHosts", "hooks.example.gov.cn"),
            ("Portal:Mail:Host", "mail.example.gov.cn"),
            ("Portal:Mail:From", "portal@example.gov.cn"),
            ("Portal:Mail:Link", "https://portal.example.gov.cn"),
        ];
        Assert.Equal("https://portal.example.gov.cn/", Read(mail).Link?.ToString());
        Assert.Equal("https://other.example.gov.cn/", Read([.. mail, ("Webhooks:Link", "https://other.example.gov.cn")]).Link?.ToString());
    }

    private static WebhookOptions Read(params (string Key, string Value)[] settings) =>
        PortalSettings
            .Read(
                new ConfigurationBuilder()
                    .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
                    .Build(),
                development: false
            )
            .Webhooks;
}
