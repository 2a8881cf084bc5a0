namespace Portal.Figures.Board;

/// <summary>Marks the texts of who reported what, of approvals and reminders.</summary>
public sealed class BoardText;
