using System.Globalization;
using Portal.Tests.Support;

namespace Portal.Tests.Deployment;

/// <summary>The proxies of <c>deploy/</c> in front of a cluster, with addresses of this machine.</summary>
internal static class Proxies
{
    public const string HaProxy = "/usr/sbin/haproxy";
    public const string Nginx = "/usr/sbin/nginx";

    private const string NginxMain = """
        user root;
        pid nginx.pid;
        error_log stderr;
        daemon off;
        events { }
        http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          include portal.conf;
        }
        """;

    public static (DeployedProcess Process, Uri Address) StartHaProxy(Cluster cluster)
    {
        Require(HaProxy);
        var port = DeployedFiles.FreePort();
        var environment = Addresses(cluster, port);
        environment["PORTAL_BIND"] = environment["PORTAL_LISTEN"];
        environment["PORTAL_STATS"] = "127.0.0.1:" + DeployedFiles.FreePort().ToString(CultureInfo.InvariantCulture);
        environment["PORTAL_PAGES"] = DeployedFiles.Path("haproxy/pages");
        var file = Path.Combine(cluster.Folder, "haproxy.cfg");
        File.WriteAllText(file, AsWhoeverStartsIt(DeployedFiles.Text("haproxy/haproxy.cfg")));
        return (new(HaProxy, ["-db", "-f", file], environment, cluster.Folder), Address(port));
    }

    // Only root can switch to another user.
    private static string AsWhoeverStartsIt(string file) =>
        Environment.UserName == "root"
            ? file
            : string.Join(
                '\n',
                file.Split('\n')
                    .Where(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not ["user" or "group" or "chroot", _])
            );

    public static (DeployedProcess Process, Uri Address) StartNginx(Cluster cluster)
    {
        Require(Nginx);
        var port = DeployedFiles.FreePort();
        var folder = Directory.CreateDirectory(Path.Combine(cluster.Folder, "nginx")).FullName;
        var template = DeployedFiles.Text("nginx/portal.conf.template");
        foreach (var (name, value) in Addresses(cluster, port))
            template = template.Replace($"${{{name}}}", value, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "portal.conf"), template);
        File.WriteAllText(Path.Combine(folder, "main.conf"), NginxMain);
        return (new(Nginx, ["-p", folder, "-e", "stderr", "-c", "main.conf"], [], folder), Address(port));
    }

    private static Dictionary<string, string> Addresses(Cluster cluster, int port) =>
        new(StringComparer.Ordinal)
        {
            ["PORTAL_LISTEN"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"),
            ["PORTAL_TLS"] = "/dev/null",
            ["PORTAL_PAGES"] = DeployedFiles.Path("nginx"),
            ["PORTAL_WEB1"] = cluster.Addresses["web1"],
            ["PORTAL_WEB2"] = cluster.Addresses["web2"],
        };

    private static Uri Address(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));

    private static void Require(string program)
    {
        if (!File.Exists(program))
            Requirements.Missing($"{Path.GetFileName(program)} is not installed ({program}).");
    }
}
