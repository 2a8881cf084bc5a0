namespace Portal.Controls;

/// <summary>The texts of controls that several pages share.</summary>
public sealed class ControlText;
