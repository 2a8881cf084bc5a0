namespace Portal.Domain.Records.Lists;

/// <summary>
/// Selects the records that a measure of the figures counts, as <c>MetricsCalculator</c> does: it decides, this class only repeats it for
/// the database.
/// </summary>
internal static class MeasureFilter
{
    /// <param name="records">The records of a stream.</param>
    /// <param name="measure">The measure.</param>
    /// <param name="to">The last day of the filter; null without one.</param>
    /// <param name="state">The state of records at the instant for which the list is read.</param>
    public static IQueryable<ServiceRecord> Apply(
        IQueryable<ServiceRecord> records,
        RecordMeasure measure,
        DateOnly? to,
        RecordState state
    ) =>
        measure switch
        {
            RecordMeasure.Accepted => state.Counted(records),
            RecordMeasure.Closed => state.Closed(state.Counted(records)),
            RecordMeasure.Open => state.Open(records),
            RecordMeasure.OnTheSpot => state.OnTheSpot(state.Counted(records)),
            RecordMeasure.Due => state.Counted(records).Where(r => r.DueAt != null),
            RecordMeasure.Overdue => state.Overdue(state.Counted(records)),
            RecordMeasure.OpenOverdue => state.Overdue(state.Open(records)),
            RecordMeasure.Timed => state.Closed(state.Counted(records)).Where(r => r.StatutoryMinutes != null && r.UsedMinutes != null),
            RecordMeasure.Rated => state.Closed(state.Counted(records)).Where(r => r.Satisfaction != null),
            RecordMeasure.BasicallySatisfied => state.Closed(state.Counted(records)).Where(r => r.Satisfaction >= 3),
            RecordMeasure.Satisfied => state.Closed(state.Counted(records)).Where(r => r.Satisfaction >= 4),
            RecordMeasure.Withdrawn => state.Ended(records, CaseOutcome.Withdrawn),
            RecordMeasure.NotAccepted => state.Ended(records, CaseOutcome.NotAccepted),
            RecordMeasure.Backlog => state.OpenAtEndOf(state.Counted(records), to),
        };
}
