using Portal.Domain.Access;
using Portal.Domain.Worklist;
using Portal.Navigation;

namespace Portal.Worklist;

/// <summary>The number of tasks that are new to the reader, or have changed, beside the entry of the menu.</summary>
internal sealed class UnreadTasks(WorklistReader tasks) : INavCount
{
    public string Entry => "tasks";

    public Task<int> CountAsync(Actor actor, CancellationToken cancellation = default) => tasks.CountUnreadAsync(actor, cancellation);
}
