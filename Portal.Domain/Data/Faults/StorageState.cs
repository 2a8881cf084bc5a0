using System.Collections.Immutable;

namespace Portal.Domain.Data.Faults;

/// <summary>Whether the storage can be written to, and if not, why. The one place that all writers, pages and health checks ask.</summary>
/// <remarks>
/// A failing statement reports its fault at once; the storage monitor looks at short intervals and clears it when writing succeeds again.
/// Damage stays until the process is started anew.
/// </remarks>
public sealed class StorageState
{
    private readonly Lock _gate = new();
    private (StorageFault Fault, string Detail)? _current;
    private ImmutableList<Subscription> _subscriptions = [];

    /// <summary>Null while writing succeeds, as far as is known.</summary>
    public StorageFault? Fault
    {
        get
        {
            lock (_gate)
                return _current?.Fault;
        }
    }

    /// <summary>What the database or the system said, for the log; empty without a fault.</summary>
    public string Detail
    {
        get
        {
            lock (_gate)
                return _current?.Detail ?? "";
        }
    }

    /// <summary>Calls back after each change, on the thread that found it, until the result is disposed.</summary>
    public IDisposable Subscribe(Action changed)
    {
        var subscription = new Subscription(this, changed);
        ImmutableInterlocked.Update(ref _subscriptions, (all, added) => all.Add(added), subscription);
        return subscription;
    }

    /// <summary>Notes the fault when the exception is one of the storage; any other exception changes nothing.</summary>
    public void Report(Exception exception)
    {
        if (exception is not StorageUnavailableException && StorageFaults.Of(exception) is { } fault)
            Report(fault, exception.Message);
    }

    /// <summary>Notes a fault.</summary>
    /// <param name="fault">The reason. It does not replace damage; <see cref="StorageFault.Failing"/> replaces nothing.</param>
    /// <param name="detail">What the database or the system said.</param>
    public void Report(StorageFault fault, string detail)
    {
        lock (_gate)
        {
            if (_current?.Fault == fault || _current?.Fault == StorageFault.Damaged)
                return;
            // A full disk also fails in ways that name no reason.
            if (_current is not null && fault == StorageFault.Failing)
                return;
            _current = (fault, detail);
        }
        Announce();
    }

    /// <summary>Writing succeeds again. Damage stays.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            if (_current is null || _current.Value.Fault == StorageFault.Damaged)
                return;
            _current = null;
        }
        Announce();
    }

    /// <exception cref="StorageUnavailableException">A write could do harm (<see cref="StorageFaults.ForbidsWriting"/>).</exception>
    public void DemandWritable()
    {
        if (Fault is { } fault && fault.ForbidsWriting())
            throw new StorageUnavailableException(fault);
    }

    private void Announce()
    {
        foreach (var subscription in _subscriptions)
            subscription.Changed();
    }

    private sealed class Subscription(StorageState state, Action changed) : IDisposable
    {
        public Action Changed { get; } = changed;

        public void Dispose() => ImmutableInterlocked.Update(ref state._subscriptions, (all, removed) => all.Remove(removed), this);
    }
}
