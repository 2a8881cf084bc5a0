namespace Portal.Domain.Data.Faults;

/// <summary>Something was to be written while the storage cannot take it; nothing was written.</summary>
public sealed class StorageUnavailableException(StorageFault fault)
    : Exception(fault.Text(System.Globalization.CultureInfo.InvariantCulture))
{
    public StorageFault Fault { get; } = fault;
}
