using System.Globalization;
using Npgsql;

namespace Portal.Domain.Backups;

/// <summary>A connection as variables of the environment, which the server's own programs read.</summary>
internal static class PostgresEnvironment
{
    /// <summary>What the connection string says; what it leaves out stays as the environment of the portal has it.</summary>
    public static IEnumerable<(string Name, string Value)> Of(NpgsqlConnectionStringBuilder server)
    {
        var hosts = (server.Host ?? "").Split(',', StringSplitOptions.TrimEntries).Select(host => HostAndPort(host, server.Port)).ToList();
        (string Name, string? Value)[] all =
        [
            ("PGHOST", string.Join(',', hosts.Select(h => h.Host))),
            ("PGPORT", string.Join(',', hosts.Select(h => h.Port.ToString(CultureInfo.InvariantCulture)))),
            ("PGDATABASE", server.Database),
            ("PGUSER", server.Username),
            ("PGPASSWORD", server.Password),
            ("PGPASSFILE", server.Passfile),
            ("PGTARGETSESSIONATTRS", server.TargetSessionAttributes),
            ("PGSSLMODE", server.ShouldSerialize("SSL Mode") ? NameOf(server.SslMode) : null),
            ("PGSSLROOTCERT", server.RootCertificate),
            ("PGSSLCERT", server.SslCertificate),
            ("PGSSLKEY", server.SslKey),
        ];
        foreach (var (name, value) in all)
        {
            if (value is not null)
                yield return (name, value);
        }
    }

    /// <summary>Takes <c>host:5433</c> apart, as the driver does: an IPv6 address with a port stands in brackets, a folder has none.</summary>
    private static (string Host, int Port) HostAndPort(string host, int port)
    {
        var colon = host.LastIndexOf(':');
        var hasPort = colon > 0 && host[0] != '/' && (host.IndexOf(':', StringComparison.Ordinal) == colon || host[colon - 1] == ']');
        if (hasPort && int.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var own))
            (host, port) = (host[..colon], own);
        return (host.Trim('[', ']'), port);
    }

    private static string NameOf(SslMode mode) =>
        mode switch
        {
            SslMode.Disable => "disable",
            SslMode.Allow => "allow",
            SslMode.Prefer => "prefer",
            SslMode.Require => "require",
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, message: null),
        };
}
