namespace Portal.Domain.Shared;

/// <summary>Converts instants to their stored number: whole microseconds since 1970-01-01T00:00Z, the same in every database.</summary>
public static class Instants
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;

    /// <summary>Microseconds since the Unix epoch, rounded down.</summary>
    public static long ToMicroseconds(DateTimeOffset instant) =>
        Math.DivRem(instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks, TicksPerMicrosecond) is var (quotient, remainder) && remainder < 0
            ? quotient - 1
            : quotient;

    /// <summary>The UTC instant that many microseconds after the Unix epoch.</summary>
    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        new(DateTimeOffset.UnixEpoch.Ticks + (microseconds * TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>The instant in UTC, truncated to the microsecond.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset instant) => FromMicroseconds(ToMicroseconds(instant));
}
