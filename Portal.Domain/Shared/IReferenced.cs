namespace Portal.Domain.Shared;

/// <summary>An entry of the reference data, which every process keeps in memory and reads again only where it changed.</summary>
public interface IReferenced
{
    int Id { get; }

    /// <summary>The version of the reference data that first had the entry as it is; null from a change until the version is raised.</summary>
    long? ChangedIn { get; set; }
}

/// <summary>A part of such an entry: when it changes, the entry does.</summary>
public interface IReferencedPart
{
    /// <summary>Number of the entry it belongs to.</summary>
    int OwnerId { get; }
}
