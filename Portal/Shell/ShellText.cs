namespace Portal.Shell;

/// <summary>The texts of the frame around every page.</summary>
public sealed class ShellText;
