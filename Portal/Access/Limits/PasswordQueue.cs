using System.Threading.RateLimiting;

namespace Portal.Access.Limits;

/// <summary>Lets few password checks run at once: a check takes a processor for a tenth of a second, and anybody may ask for one.</summary>
/// <remarks>
/// At most half of the processors check passwords, so that pages are served meanwhile. Attempts of an address over its failure limit first
/// wait for one another, so that they take no turn of other addresses.
/// </remarks>
public sealed class PasswordQueue : IDisposable
{
    /// <summary>The most attempts that wait in all.</summary>
    public const int MostWaiting = 512;

    /// <summary>The most attempts of one address over its limit that wait for one another.</summary>
    public const int MostWaitingByAddress = 32;

    private readonly ConcurrencyLimiter _checks = new(
        new()
        {
            PermitLimit = Math.Max(1, Environment.ProcessorCount / 2),
            QueueLimit = MostWaiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }
    );

    private readonly PartitionedRateLimiter<string> _byAddress = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetConcurrencyLimiter(
            address,
            _ =>
                new()
                {
                    PermitLimit = 1,
                    QueueLimit = MostWaitingByAddress,
                    QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
                }
        )
    );

    /// <summary>Waits until a password may be checked; disposing the result ends the turn.</summary>
    /// <returns>Not acquired when too many wait.</returns>
    public ValueTask<RateLimitLease> EnterAsync(CancellationToken cancellation) => _checks.AcquireAsync(1, cancellation);

    /// <summary>Waits for the other attempts of an address over its limit; to be entered before <see cref="EnterAsync"/>.</summary>
    /// <returns>Not acquired when too many of the address wait.</returns>
    public ValueTask<RateLimitLease> EnterByAddressAsync(string address, CancellationToken cancellation) =>
        _byAddress.AcquireAsync(address, 1, cancellation);

    public void Dispose()
    {
        _checks.Dispose();
        _byAddress.Dispose();
    }
}
