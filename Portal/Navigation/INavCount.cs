using Portal.Domain.Access;

namespace Portal.Navigation;

/// <summary>Counts what waits for the reader behind an entry of the menu.</summary>
public interface INavCount
{
    /// <summary>The entry's <see cref="NavEntry.Name"/>.</summary>
    string Entry { get; }

    /// <summary>0 shows nothing.</summary>
    Task<int> CountAsync(Actor actor, CancellationToken cancellation = default);
}
