namespace Portal.Domain.Webhooks.Outbox;

/// <summary>When a failed attempt is repeated. Standard Webhooks recommends these pauses: ten attempts in three days.</summary>
public static class WebhookRetries
{
    private static readonly TimeSpan[] s_pauses =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    private static readonly TimeSpan s_longestRest = TimeSpan.FromMinutes(5);

    /// <summary>The most by which a pause is shortened or lengthened, as a share of it: receivers are not all asked at once.</summary>
    public const double Jitter = 0.1;

    /// <summary>The most that <c>Retry-After</c> can ask for.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(24);

    /// <summary>No pause is longer: a later attempt was planned before the clock was set back.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(24) * (1 + Jitter);

    /// <summary>Attempts before a delivery is given up.</summary>
    public static int MostAttempts => s_pauses.Length + 1;

    /// <summary>The pause after a failed attempt.</summary>
    /// <param name="attempts">How many there were, from 1 on; past the last one the longest pause.</param>
    /// <param name="chance">From 0 to 1: where in the range of <see cref="Jitter"/> it lies.</param>
    /// <param name="retryAfter">What the receiver asks for; null when nothing.</param>
    public static TimeSpan PauseAfter(int attempts, double chance, TimeSpan? retryAfter)
    {
        var pause = s_pauses[Math.Clamp(attempts, 1, s_pauses.Length) - 1] * (1 + (Jitter * ((2 * chance) - 1)));
        return retryAfter is { } asked && asked > pause ? Bounded(asked) : pause;
    }

    /// <summary>
    /// How long a receiver is left alone after failures in a row, whatever else waits for it: from 5 seconds, doubled each time, to 5
    /// minutes; longer when the receiver asks for it.
    /// </summary>
    /// <param name="failuresInRow">From 1 on.</param>
    /// <param name="retryAfter">What the receiver asks for; null when nothing.</param>
    public static TimeSpan RestAfter(int failuresInRow, TimeSpan? retryAfter)
    {
        var doubled = s_pauses[0] * Math.Pow(2, Math.Clamp(failuresInRow, 1, 10) - 1);
        var rest = doubled < s_longestRest ? doubled : s_longestRest;
        return retryAfter is { } asked && asked > rest ? Bounded(asked) : rest;
    }

    private static TimeSpan Bounded(TimeSpan asked) => asked < LongestRetryAfter ? asked : LongestRetryAfter;
}
