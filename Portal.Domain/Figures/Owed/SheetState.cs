using Portal.Domain.Figures.Sheets;

namespace Portal.Domain.Figures.Owed;

/// <summary>The state of an owed sheet.</summary>
public enum SheetState : byte
{
    /// <summary>未填: no cell was saved.</summary>
    NotBegun = 0,

    /// <inheritdoc cref="FigureStatus.Draft"/>
    Draft = FigureStatus.Draft,

    /// <inheritdoc cref="FigureStatus.Submitted"/>
    Submitted = FigureStatus.Submitted,

    /// <inheritdoc cref="FigureStatus.Returned"/>
    Returned = FigureStatus.Returned,

    /// <inheritdoc cref="FigureStatus.Approved"/>
    Approved = FigureStatus.Approved,
}
