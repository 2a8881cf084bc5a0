namespace Portal.Domain.Records;

/// <summary>办件: one case somebody brought to a service point.</summary>
public sealed class ServiceCase : ServiceRecord;
