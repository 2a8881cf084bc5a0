namespace Portal.Domain.Records.Lists;

/// <summary>The order of a list; records that are equal by it are in order of their ids.</summary>
/// <param name="By">Records without a value come last in either direction.</param>
/// <param name="Descending">From late to early, from large to small.</param>
public readonly record struct RecordOrder(RecordSort By, bool Descending)
{
    /// <summary>The latest accepted first.</summary>
    public static readonly RecordOrder Default = new(RecordSort.Accepted, Descending: true);
}

/// <summary>The column by which a list is in order.</summary>
public enum RecordSort
{
    /// <summary>The instant of acceptance.</summary>
    Accepted,

    /// <summary>The instant of closing; open records come last.</summary>
    Closed,

    /// <summary>The due time; records without a limit come last.</summary>
    Due,

    /// <summary>Time used; records without come last.</summary>
    Used,

    /// <summary>
    /// The number, within each source: the same number of two sources names two records. Numbers are compared character by character, as
    /// the database sorts text.
    /// </summary>
    Number,
}

/// <summary>The place of a record in a list, from which the next page continues.</summary>
/// <param name="Key">
/// The record's value in the column of the order: microseconds or minutes; null for a record without a value. 0 in the order of numbers,
/// where the record itself says where it stands: source and number of a record never change.
/// </param>
/// <param name="Id">The record's id.</param>
public readonly record struct RecordCursor(long? Key, long Id);
