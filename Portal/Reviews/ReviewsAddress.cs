using System.Globalization;
using Portal.Domain.Records;
using Portal.Domain.Reviews;
using Portal.Navigation;

namespace Portal.Reviews;

/// <summary>The reviews that people look for together.</summary>
public enum ReviewStage
{
    /// <summary>Unit or office has to act. The default.</summary>
    Open,

    /// <summary>The unit has to call back.</summary>
    Call,

    /// <summary>The unit has not called in time.</summary>
    CallLate,

    /// <summary>The unit has called, and has to verify, mend or ask again.</summary>
    Mend,

    /// <summary>The unit has not done that in time.</summary>
    MendLate,

    /// <summary>The office has to decide.</summary>
    Office,

    /// <summary>Nothing is left to do.</summary>
    Ended,

    All,
}

/// <summary>The list of bad reviews with its filters, as its address has them.</summary>
/// <param name="Unit">Code of a unit, with all below it; null for the reader's own.</param>
/// <param name="Stage">Which states, and whether late.</param>
/// <param name="Before">The number of a review: only earlier ones are listed; null for the latest.</param>
public sealed record ReviewsAddress(string? Unit = null, ReviewStage Stage = ReviewStage.Open, long? Before = null)
{
    /// <summary>Reads an address; what is no value of a filter filters nothing.</summary>
    /// <param name="address">The path with its query.</param>
    public static ReviewsAddress Parse(string address)
    {
        var query = new AddressQuery(address);
        return new(query.Text("unit"), query.Word<ReviewStage>("state") ?? ReviewStage.Open, query.Number("before"));
    }

    /// <summary>The address of one review.</summary>
    public static string Of(long id) => string.Create(CultureInfo.InvariantCulture, $"{PortalUrls.Reviews}/{id}");

    /// <summary>The address of the rated record.</summary>
    public static string OfRecord(ReviewView review)
    {
        var path = review.Stream switch
        {
            RecordStream.Cases => PortalUrls.Cases,
            RecordStream.Appeals => PortalUrls.Appeals,
        };
        return $"{path}/{Uri.EscapeDataString(review.Source)}/{Uri.EscapeDataString(review.CaseNo)}";
    }

    /// <summary>The states of the stage; empty for all.</summary>
    public IReadOnlyList<ReviewState> States =>
        Stage switch
        {
            ReviewStage.Open =>
            [
                ReviewState.Opened,
                ReviewState.Called,
                ReviewState.Mending,
                ReviewState.Mended,
                ReviewState.Asked,
                ReviewState.Disputed,
            ],
            ReviewStage.Call or ReviewStage.CallLate => [ReviewState.Opened],
            ReviewStage.Mend or ReviewStage.MendLate => [ReviewState.Called, ReviewState.Mending, ReviewState.Mended],
            ReviewStage.Office => [ReviewState.Asked, ReviewState.Disputed],
            ReviewStage.Ended => [ReviewState.Closed, ReviewState.StruckOut, ReviewState.Withdrawn],
            ReviewStage.All => [],
        };

    /// <summary>True for late reviews alone; null for all of the stage.</summary>
    public bool? IsLate => Stage is ReviewStage.CallLate or ReviewStage.MendLate ? true : null;

    public string ToUri() =>
        AddressQuery.Write(PortalUrls.Reviews, ("unit", Unit), ("state", Stage == ReviewStage.Open ? null : Stage), ("before", Before));
}
