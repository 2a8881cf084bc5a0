namespace Portal.Reviews;

/// <summary>Names the texts of the pages of bad reviews.</summary>
public sealed class ReviewsText;
