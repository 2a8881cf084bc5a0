namespace Portal.Controls;

/// <summary>The texts that MudBlazor's components bring along, under its own keys: of those components that the portal uses.</summary>
public sealed class MudBlazorText;
