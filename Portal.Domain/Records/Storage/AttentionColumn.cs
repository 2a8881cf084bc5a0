namespace Portal.Domain.Records.Storage;

/// <summary>The generated column of <see cref="RecordAttention"/>, and the combinations that it can hold.</summary>
internal static class AttentionColumn
{
    public const string Name = "Attention";

    /// <summary>The same for both databases; numbers as in <see cref="RecordAttention"/> and <see cref="CaseOutcome"/>.</summary>
    public const string Sql = """
        CAST(CASE WHEN "Overdue" THEN 1 ELSE 0 END + CASE WHEN "Doubts" <> 0 THEN 64 ELSE 0 END + CASE WHEN "ClosedAt" IS NULL THEN 2 ELSE
        CASE "Outcome" WHEN 4 THEN 4 WHEN 5 THEN 8 ELSE 0 END + CASE "Satisfaction" WHEN 1 THEN 16 WHEN 2 THEN 32 ELSE 0 END
        END AS smallint)
        """;

    private static readonly RecordAttention[] s_outcomes = [RecordAttention.None, RecordAttention.Withdrawn, RecordAttention.NotAccepted];

    private static readonly RecordAttention[] s_always =
    [
        RecordAttention.None,
        RecordAttention.Overdue,
        RecordAttention.Doubtful,
        RecordAttention.Overdue | RecordAttention.Doubtful,
    ];

    private static readonly RecordAttention[] s_ratings = [RecordAttention.None, RecordAttention.RatedOne, RecordAttention.RatedTwo];

    /// <summary>Every combination that a record can have.</summary>
    public static readonly IReadOnlyList<RecordAttention> All =
    [
        .. s_always.SelectMany(always =>
            s_outcomes
                .SelectMany(outcome => s_ratings.Select(rating => outcome | rating))
                .Append(RecordAttention.Open)
                .Select(state => always | state)
        ),
    ];
}
