namespace Portal.Figures.Feed;

/// <summary>A count of the board: the list of its sheets has as many.</summary>
public enum SheetPart
{
    /// <summary>Of months that are over.</summary>
    Expected,

    /// <summary>Expected, and submitted at least once.</summary>
    In,

    /// <summary>Expected, and submitted or past the deadline: the denominator of timeliness.</summary>
    Due,

    /// <summary>First submitted by the deadline.</summary>
    InTime,

    /// <summary>A version of it was approved.</summary>
    Approved,

    /// <summary>Expected, and never submitted.</summary>
    Missing,
}
