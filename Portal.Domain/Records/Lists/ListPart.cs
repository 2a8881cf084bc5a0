namespace Portal.Domain.Records.Lists;

/// <summary>A part of a list in its order: the records with a value in the column of the order, or the others.</summary>
/// <param name="Rest">Restricts a run to the records from which the part begins.</param>
/// <param name="Sort">Sorts a run.</param>
/// <param name="Begins">Leaves out the records at the beginning of a run that the list's period excludes.</param>
/// <param name="Merge">Sorts what several runs gave.</param>
internal sealed record ListPart(
    Func<IQueryable<ServiceRecord>, IQueryable<ServiceRecord>> Rest,
    Func<IQueryable<ServiceRecord>, ListSource, IQueryable<ServiceRecord>> Sort,
    Func<IQueryable<ServiceRecord>, IQueryable<ServiceRecord>> Begins,
    Func<IEnumerable<ServiceRecord>, IEnumerable<ServiceRecord>> Merge
);
