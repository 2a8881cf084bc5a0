namespace Portal.Domain.Data;

/// <summary>The aggregate function for sums of measures on PostgreSQL.</summary>
internal static class PostgresSums
{
    /// <summary>
    /// Sums <c>bigint</c> as <c>bigint</c>. The server's own <c>SUM</c> uses <c>numeric</c>, which takes longer than sending all the
    /// values. Overflow is an error.
    /// </summary>
    public const string Aggregate = "\"AddUp\"";

    public const string Create = $"""
        CREATE OR REPLACE AGGREGATE {Aggregate} (bigint)
        (SFUNC = int8pl, STYPE = bigint, INITCOND = '0', COMBINEFUNC = int8pl, PARALLEL = SAFE)
        """;

    public const string Drop = $"DROP AGGREGATE IF EXISTS {Aggregate} (bigint)";
}
