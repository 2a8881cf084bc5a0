namespace Portal.Controls;

/// <summary>The texts of the MudBlazor components that the portal uses, under MudBlazor's own keys.</summary>
public sealed class MudBlazorText;
