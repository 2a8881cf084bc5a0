using System.Net;
using System.Net.Sockets;
using Portal.Tests.Support;

namespace Portal.Tests.Deployment;

/// <summary>The files that a district installs, with their contents.</summary>
internal static class DeployedFiles
{
    public static string Path(string name) => System.IO.Path.Combine(TestFiles.Root, "deploy", name);

    public static string Text(string name) => File.ReadAllText(Path(name));

    /// <summary>The settings of an environment file, as systemd reads them.</summary>
    public static IReadOnlyDictionary<string, string> Environment(string text) =>
        text.Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    /// <summary>A free port of this machine.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
