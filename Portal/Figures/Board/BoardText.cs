namespace Portal.Figures.Board;

/// <summary>Marks the texts of the board, of approvals and of reminders.</summary>
public sealed class BoardText;
