namespace Portal.Domain.Reviews;

/// <summary>The reasons that the portal itself writes into a history: stable words, which pages show in the reader's language.</summary>
public static class ReviewReasons
{
    /// <summary>The record is no longer rated 1 or 2.</summary>
    public const string RatingCorrected = "rating.corrected";
}
