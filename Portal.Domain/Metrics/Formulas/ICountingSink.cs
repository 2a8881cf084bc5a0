namespace Portal.Domain.Metrics.Formulas;

/// <summary>Takes what records add to the figures.</summary>
public interface ICountingSink
{
    void Add(in CountingPlace place, in Measures measures);
}
