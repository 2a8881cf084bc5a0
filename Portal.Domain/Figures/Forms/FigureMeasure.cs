namespace Portal.Domain.Figures.Forms;

/// <summary>What a reported number counts as. The names of the metrics made of it are in docs/figures.md.</summary>
public enum FigureMeasure
{
    /// <summary>受理, without those withdrawn and not accepted.</summary>
    Accepted,

    /// <summary>Of those accepted in the month, closed.</summary>
    Closed,

    /// <summary>Of those accepted in the month, closed on the day of acceptance.</summary>
    OnTheSpot,

    /// <summary>Of those accepted in the month, with a due time.</summary>
    Due,

    /// <summary>Of those accepted in the month, overdue.</summary>
    Overdue,

    /// <summary>Of the overdue ones, still open.</summary>
    OpenOverdue,

    /// <summary>Of the closed ones, with a statutory limit.</summary>
    Timed,

    /// <summary>Σ time used over <see cref="Timed"/>, in days.</summary>
    UsedDays,

    /// <summary>Σ statutory limit over <see cref="Timed"/>, in days.</summary>
    StatutoryDays,

    Rated1,
    Rated2,
    Rated3,
    Rated4,
    Rated5,
    Withdrawn,
    NotAccepted,

    /// <summary>办结 in the month, whenever accepted: moves the backlog and the flow ratio.</summary>
    ClosedInMonth,
}
