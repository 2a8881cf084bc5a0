namespace Portal.Domain.Figures.Forms;

/// <summary>Gives the present <see cref="FigureReference"/>; the same object as long as nothing changed.</summary>
public interface IFigureReferences
{
    /// <summary>Reads again only when the stored version has changed.</summary>
    Task<FigureReference> GetAsync(CancellationToken cancellation = default);
}
