using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Portal.Domain.Data;
using Portal.Jobs.Hosting;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Deployment;

/// <summary>The files of <c>deploy/</c> are valid for their programs, and name existing things.</summary>
[Needs(Resource.Process)]
public sealed partial class DeploymentFilesTests : IDisposable
{
    private const string Analyzer = "/usr/bin/systemd-analyze";

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-deploy-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("portal.service", "Portal")]
    [InlineData("portal@.service", "Portal")]
    [InlineData("portal-jobs@.service", "Portal.Jobs")]
    public void Unit_StartsAProgramThatIsBuilt_WithoutRightsItDoesNotNeed(string name, string project)
    {
        var unit = new SystemdUnit(name, "5081");
        Assert.True(File.Exists(Path.Combine(TestFiles.Root, project, project + ".csproj")));
        Assert.Equal(project, Path.GetFileName(unit.Command[0]));
        Assert.Equal(
            ("portal", "strict", "true", "", "@system-service"),
            (unit["User"], unit["ProtectSystem"], unit["NoNewPrivileges"], unit["CapabilityBoundingSet"], unit["SystemCallFilter"])
        );
        Assert.Equal(("always", "/etc/portal/portal.env"), (unit["Restart"], unit["EnvironmentFile"]));
        Assert.Equal("portal.target", unit["WantedBy"]);
    }

    [Fact]
    public async Task Units_AreUnderstoodBySystemd()
    {
        if (!File.Exists(Analyzer))
            Requirements.Missing($"systemd is not installed ({Analyzer}).");
        foreach (var file in Directory.GetFiles(DeployedFiles.Path("systemd")))
        {
            // It also checks the program's path, which differs here.
            await File.WriteAllTextAsync(
                Path.Combine(_folder, Path.GetFileName(file).Replace("@", "@5081", StringComparison.Ordinal)),
                Program().Replace(await File.ReadAllTextAsync(file, Token), "ExecStart=/bin/true"),
                Token
            );
        }
        var (exit, said) = await RunAsync(Analyzer, ["verify", "--man=no", .. Directory.GetFiles(_folder)]);
        Assert.True(exit == 0, said);
        Assert.DoesNotMatch("portal.*(Unknown|Failed to parse|ignor)", said);
    }

    [Fact]
    public void Environment_IsUnderstoodByThePortal()
    {
        var settings = Read(DeployedFiles.Text("portal.env.example").Replace("#Portal__", "Portal__", StringComparison.Ordinal));
        Assert.Equal(DatabaseKind.Postgres, settings.Database.Kind);
        Assert.Equal("10.0.0.10", Assert.Single(settings.KnownProxies).ToString());
        Assert.True(settings.Mail.IsOn);
        Assert.False(settings.Demonstration);
    }

    [Fact]
    public void EnvironmentOfOneMachine_KeepsEverythingOutsideTheFolderOfThePrograms()
    {
        var settings = Read(DeployedFiles.Text("portal-one.env.example"));
        Assert.Equal((DatabaseKind.Sqlite, "/var/lib/portal/portal.db"), (settings.Database.Kind, settings.Database.Place));
        Assert.Equal("/var/lib/portal/imports", settings.Imports.Folder);
        Assert.True(settings.HostJobs);
        Assert.Equal("127.0.0.1", Assert.Single(settings.KnownProxies).ToString());
    }

    [Fact]
    public async Task Command_HasTheSettingsOfTheFile_WhateverStandsInThem()
    {
        var settings = Path.Combine(_folder, "portal.env");
        await File.WriteAllTextAsync(settings, "# a note\n\nA__B=Host=x;Password=a b$c'd`\nLAST=1", Token);
        var user = Environment.UserName == "root" ? "nobody" : Environment.UserName; // only root can switch to another user
        (string, string)[] surroundings = [("PORTAL_SETTINGS", settings), ("PORTAL_USER", user), ("PORTAL_PROGRAM", "/usr/bin/env")];
        var (exit, said) = await RunAsync("/bin/sh", [DeployedFiles.Path("portal-command")], surroundings);
        Assert.True(exit == 0, said);
        Assert.Contains("\nA__B=Host=x;Password=a b$c'd`\n", said, StringComparison.Ordinal);
        Assert.Contains("\nLAST=1\n", said, StringComparison.Ordinal);

        foreach (var wrong in (string[])["secret", "A__B=\"secret\"", "A__B=sec\\ret"])
        {
            await File.WriteAllTextAsync(settings, wrong + "\n", Token);
            (exit, said) = await RunAsync("/bin/sh", [DeployedFiles.Path("portal-command")], surroundings);
            Assert.Equal(1, exit);
            Assert.DoesNotContain("sec", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task HaProxy_UnderstandsItsFile()
    {
        if (!File.Exists(Proxies.HaProxy))
            Requirements.Missing($"HAProxy is not installed ({Proxies.HaProxy}).");
        var (exit, said) = await RunAsync(
            Proxies.HaProxy,
            ["-c", "-f", DeployedFiles.Path("haproxy/haproxy.cfg")],
            ("PORTAL_BIND", "127.0.0.1:5080"),
            ("PORTAL_PAGES", DeployedFiles.Path("haproxy/pages"))
        );
        Assert.True(exit == 0, said);
    }

    [Fact]
    public void PageOfHaProxy_IsThatOfNginx()
    {
        var answer = DeployedFiles.Text("haproxy/pages/503.http");
        Assert.EndsWith("\r\n\r\n" + DeployedFiles.Text("nginx/unavailable.html"), answer, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 503 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Containerfile_CopiesBuildsAndStartsWhatThereIs()
    {
        var file = DeployedFiles.Text("container/Containerfile");
        var sources = Copied().Matches(file).SelectMany(m => m.Groups["from"].Value.Split(' ')).ToList();
        Assert.Contains("Portal.Domain", sources);
        Assert.All(sources, source => Assert.True(Path.Exists(Path.Combine(TestFiles.Root, source)), source));
        var published = Published().Matches(file).ToDictionary(m => m.Groups["to"].Value, m => m.Groups["project"].Value);
        Assert.Equal(["Portal", "Portal.Jobs"], published.Values.Order(StringComparer.Ordinal));
        var kept = Kept().Matches(file).ToDictionary(m => m.Groups["to"].Value, m => m.Groups["from"].Value);
        Assert.Equal(published.Keys.Order(StringComparer.Ordinal), kept.Values.Order(StringComparer.Ordinal));
        Assert.All(Started().Matches(file), m => Assert.Equal(m.Groups["program"].Value, published[kept[m.Groups["folder"].Value]]));
        Assert.Equal(2, Started().Count(file));
        Assert.Contains("\nUSER portal\n", file, StringComparison.Ordinal);
        Assert.Contains("EXPOSE 5080", file, StringComparison.Ordinal);
        Assert.Contains("Urls=http://0.0.0.0:5080", file, StringComparison.Ordinal);
    }

    private static PortalSettings Read(string environment)
    {
        var values = DeployedFiles.Environment(environment);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                values.Select(v => KeyValuePair.Create(v.Key.Replace("__", ":", StringComparison.Ordinal), (string?)v.Value))
            )
            .Build();
        return PortalSettings.Read(configuration, development: false);
    }

    private static async Task<(int ExitCode, string Said)> RunAsync(
        string program,
        IEnumerable<string> arguments,
        params (string Name, string Value)[] environment
    )
    {
        Requirements.Need(Resource.Process);
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, await output + await errors);
    }

    [GeneratedRegex("^ExecStart=.*$", RegexOptions.Multiline, 1_000)]
    private static partial Regex Program();

    [GeneratedRegex("^COPY (?!--from)(?<from>.+) \\S+$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Copied();

    [GeneratedRegex("dotnet publish (?<project>\\S+) -c Release -o (?<to>\\S+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Published();

    [GeneratedRegex("^COPY --from=build (?<from>\\S+) (?<to>\\S+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Kept();

    [GeneratedRegex(
        "(ENTRYPOINT \\[\"|--entrypoint )(?<folder>/opt/portal/\\w+)/(?<program>[\\w.]*\\w)",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Started();
}
