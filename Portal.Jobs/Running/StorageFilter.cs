using Hangfire.Common;
using Hangfire.Server;
using Portal.Domain.Data.Faults;

namespace Portal.Jobs.Running;

/// <summary>Leaves jobs out while nothing may be written: they would only fail. What they are to do is a row, and is found again.</summary>
internal sealed class StorageFilter(StorageState storage) : JobFilterAttribute, IServerFilter
{
    public void OnPerforming(PerformingContext context) => context.Canceled = storage.Fault is { } fault && fault.ForbidsWriting();

    public void OnPerformed(PerformedContext context)
    {
        // OnPerforming decides alone.
    }
}
