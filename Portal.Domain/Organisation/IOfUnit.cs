namespace Portal.Domain.Organisation;

/// <summary>A stored row that belongs to one unit.</summary>
public interface IOfUnit
{
    int UnitId { get; }
}
