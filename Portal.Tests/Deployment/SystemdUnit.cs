using Portal.Tests.Support;

namespace Portal.Tests.Deployment;

/// <summary>A unit file of systemd: the command and its environment.</summary>
internal sealed class SystemdUnit
{
    private const string Installed = "/opt/portal/";

    private readonly ILookup<string, string> _lines;

    public SystemdUnit(string name, string instance) =>
        _lines = DeployedFiles
            .Text($"systemd/{name}")
            .Replace("%i", instance, StringComparison.Ordinal)
            .Split('\n')
            .Where(line => line.Contains('=', StringComparison.Ordinal) && !line.StartsWith('#'))
            .Select(line => line.Split('=', 2))
            .ToLookup(pair => pair[0], pair => pair[1].Trim(), StringComparer.Ordinal);

    public string this[string key] => _lines[key].Single();

    /// <summary>The program as it is installed, and its arguments.</summary>
    public string[] Command => this["ExecStart"].Split(' ');

    /// <summary>The settings of the unit; those of its environment file win over them.</summary>
    public IEnumerable<KeyValuePair<string, string>> Environment =>
        _lines["Environment"].Select(line => line.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1]));

    /// <summary>The program as it was built here.</summary>
    public string Program
    {
        get
        {
            var (build, framework) = (
                new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name,
                new DirectoryInfo(AppContext.BaseDirectory).Name
            );
            Assert.StartsWith(Installed, Command[0], StringComparison.Ordinal);
            var name = Path.GetFileName(Command[0]);
            return Path.Combine(TestFiles.Root, name, "bin", build, framework, name);
        }
    }
}
