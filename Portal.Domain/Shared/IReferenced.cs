namespace Portal.Domain.Shared;

/// <summary>An entry of the reference data. Every process caches all entries and reloads only those that changed.</summary>
public interface IReferenced
{
    int Id { get; }

    /// <summary>The version of the reference data with the entry's last change; null from a change until the version is raised.</summary>
    long? ChangedIn { get; set; }
}

/// <summary>A part of an entry of the reference data; a change of the part counts as a change of the entry.</summary>
public interface IReferencedPart
{
    /// <summary>Id of the entry.</summary>
    int OwnerId { get; }
}
