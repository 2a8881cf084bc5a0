using Portal.Domain.Supervision.Cards;

namespace Portal.Domain.Supervision.Issuing;

/// <summary>A record for which a rule will speak, or has spoken: its episode, and when to look at it next.</summary>
public sealed class WatchedRecord
{
    public CardSubject Subject { get; set; }

    /// <summary>The record's id.</summary>
    public long SubjectId { get; set; }

    /// <summary>As <see cref="SupervisionCard.Episode"/>; that of the next card.</summary>
    public int Episode { get; set; } = 1;

    /// <summary>When the record was last opened again: what was past then speaks anew. Null for a record that never was.</summary>
    public DateTimeOffset? ReopenedAt { get; set; }

    /// <summary>The episode that began then; 1 for a record that was never opened again.</summary>
    public int ReopenedIn { get; set; } = 1;

    /// <summary>The next instant at which a rule speaks of it; null when none will unless the record changes.</summary>
    public DateTimeOffset? NextAt { get; set; }
}

/// <summary>The single row that says how far records are followed.</summary>
public sealed class SupervisionProgress
{
    public const int SingleId = 1;

    public int Id { get; set; } = SingleId;

    /// <summary>The id of the last record that was looked at when new.</summary>
    public long LastRecordId { get; set; }

    /// <summary>The id of the last change of a record that was followed.</summary>
    public long LastChangeId { get; set; }
}
