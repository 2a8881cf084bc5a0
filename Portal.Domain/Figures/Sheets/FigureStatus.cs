namespace Portal.Domain.Figures.Sheets;

/// <summary>The stage of a sheet on its way to approval.</summary>
public enum FigureStatus : byte
{
    /// <summary>填报中.</summary>
    Draft = 1,

    /// <summary>待审核.</summary>
    Submitted = 2,

    /// <summary>已退回.</summary>
    Returned = 3,

    /// <summary>已审核: locked.</summary>
    Approved = 4,
}
