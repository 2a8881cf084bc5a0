namespace Portal.Domain.Records;

/// <summary>办件: one application for a service item, handled by a service point.</summary>
public sealed class ServiceCase : ServiceRecord;
