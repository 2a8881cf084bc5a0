namespace Portal.Domain.Metrics.Formulas;

/// <summary>Receives the contributions of records to the figures.</summary>
public interface ICountingSink
{
    void Add(in CountingPlace place, in Measures measures);
}
