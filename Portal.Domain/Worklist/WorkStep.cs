namespace Portal.Domain.Worklist;

/// <summary>What the reader has to do.</summary>
public enum WorkStep
{
    /// <summary>To answer, mend or report, for a unit.</summary>
    Act,

    /// <summary>To decide on what a unit answered, submitted or reported.</summary>
    Decide,

    /// <summary>To see that a unit is late: the reader can do nothing else here.</summary>
    Watch,
}
