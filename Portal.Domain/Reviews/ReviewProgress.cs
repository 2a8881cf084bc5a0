namespace Portal.Domain.Reviews;

/// <summary>The single row that says since when ratings open reviews, and how far records are followed.</summary>
public sealed class ReviewProgress
{
    public const int SingleId = 1;

    public int Id { get; set; } = SingleId;

    /// <summary>Ratings that reached the portal before open no review.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>The id of the last record that was looked at when new.</summary>
    public long LastRecordId { get; set; }

    /// <summary>The id of the last change of a record that was followed.</summary>
    public long LastChangeId { get; set; }
}
