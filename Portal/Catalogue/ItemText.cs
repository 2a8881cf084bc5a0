namespace Portal.Catalogue;

/// <summary>The words of an item's page.</summary>
public sealed class ItemText;
