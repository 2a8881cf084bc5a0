using Npgsql;
using Portal.Domain.Backups;

namespace Portal.Tests.Backups;

/// <summary>What the programs of PostgreSQL are told of the connection.</summary>
public sealed class PostgresEnvironmentTests
{
    [Theory]
    [InlineData("Host=a;Port=5433", "a", "5433")]
    [InlineData("Host=a:5433", "a", "5433")]
    [InlineData("Host=a:5433,b;Port=6000", "a,b", "5433,6000")]
    [InlineData("Host=[::1]:5433,::1", "::1,::1", "5433,5432")]
    [InlineData("Host=/var/run/postgresql", "/var/run/postgresql", "5432")]
    public void Hosts_EachHaveAPort(string connection, string hosts, string ports)
    {
        var variables = Of(connection);
        Assert.Equal((hosts, ports), (variables["PGHOST"], variables["PGPORT"]));
    }

    [Fact]
    public void Encryption_IsThatOfThePortal()
    {
        var variables = Of(
            "Host=a;Username=portal;Passfile=/etc/pass;SSL Mode=VerifyFull;Root Certificate=/etc/ca.pem;SSL Certificate=/etc/c.pem;SSL Key=/etc/k.pem"
        );
        Assert.Equal(
            ["/etc/pass", "/etc/c.pem", "/etc/k.pem", "verify-full", "/etc/ca.pem", "portal"],
            new[] { "PGPASSFILE", "PGSSLCERT", "PGSSLKEY", "PGSSLMODE", "PGSSLROOTCERT", "PGUSER" }.Select(name => variables[name])
        );
    }

    [Fact]
    public void WhatTheConnectionLeavesOut_IsLeftToTheEnvironment() =>
        Assert.Equal(["PGDATABASE", "PGHOST", "PGPORT"], Of("Host=a;Database=portal").Keys.Order(StringComparer.Ordinal));

    private static Dictionary<string, string> Of(string connection) =>
        PostgresEnvironment.Of(new NpgsqlConnectionStringBuilder(connection)).ToDictionary(v => v.Name, v => v.Value);
}
