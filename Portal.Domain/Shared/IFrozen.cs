namespace Portal.Domain.Shared;

/// <summary>A row that is written once: <c>PortalDb</c> refuses to update or delete it.</summary>
public interface IFrozen;
