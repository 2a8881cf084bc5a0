namespace Portal.Domain.Shared;

/// <summary>A row that is written once: the store refuses to change or delete it.</summary>
public interface IFrozen;
