namespace Portal.Components;

/// <summary>The texts of the frame around every page.</summary>
public sealed class ShellText;
