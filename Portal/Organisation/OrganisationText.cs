namespace Portal.Organisation;

/// <summary>Marks the texts about units wherever one is chosen.</summary>
public sealed class OrganisationText;
