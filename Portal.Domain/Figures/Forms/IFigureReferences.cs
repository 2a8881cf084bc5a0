using Portal.Domain.Catalogue;

namespace Portal.Domain.Figures.Forms;

/// <summary>Gives the present <see cref="FigureReference"/>; the same object as long as nothing changed.</summary>
public interface IFigureReferences
{
    /// <summary>Reads again only when the stored version has changed.</summary>
    Task<FigureReference> GetAsync(CancellationToken cancellation = default);

    /// <summary>
    /// The data beside reference data read just before: both have one version, so the database is not asked for it twice.
    /// </summary>
    Task<FigureReference> GetAsync(ReferenceData beside, CancellationToken cancellation = default);
}
