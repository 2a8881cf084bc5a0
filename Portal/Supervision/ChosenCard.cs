namespace Portal.Supervision;

/// <summary>A card that is chosen to be moved with others.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Revision">The revision that the reader sees.</param>
/// <param name="Title">How an answer about it names it.</param>
public sealed record ChosenCard(long Id, int Revision, string Title);
