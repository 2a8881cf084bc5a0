namespace Portal.Domain.Data;

/// <summary>How sums of counts are made on PostgreSQL.</summary>
internal static class PostgresSums
{
    /// <summary>
    /// Adds numbers of eight bytes up as such: the server's own <c>SUM</c> goes through decimals of any length, which takes longer than to
    /// send all that is added up. A sum too large is an error.
    /// </summary>
    public const string Aggregate = "\"AddUp\"";

    public const string Create =
        $"CREATE OR REPLACE AGGREGATE {Aggregate} (bigint) (SFUNC = int8pl, STYPE = bigint, INITCOND = '0', COMBINEFUNC = int8pl, PARALLEL = SAFE)";

    public const string Drop = $"DROP AGGREGATE IF EXISTS {Aggregate} (bigint)";
}
