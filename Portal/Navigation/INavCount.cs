using Portal.Domain.Access;

namespace Portal.Navigation;

/// <summary>Counts the open tasks of a user behind an entry of the menu.</summary>
public interface INavCount
{
    /// <summary>The entry's <c>Name</c> in the menu.</summary>
    string Entry { get; }

    /// <summary>The number; 0 is not shown.</summary>
    Task<int> CountAsync(Actor actor, CancellationToken cancellation = default);
}
