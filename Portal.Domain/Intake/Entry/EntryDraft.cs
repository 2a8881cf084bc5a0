using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;

namespace Portal.Domain.Intake.Entry;

/// <summary>A record as a person types it in.</summary>
/// <param name="Stream">Cases or appeals.</param>
/// <param name="UnitCode">The unit whose window takes it.</param>
/// <param name="Texts">
/// What was typed, by field of <see cref="Fields"/>, read like the cells of a file. A blank number of the case has one made from the day
/// and a number within it, such as <c>20141031-007</c>. A time without a day is one of today.
/// </param>
public sealed record EntryDraft(RecordStream Stream, string UnitCode, IReadOnlyDictionary<RecordField, string> Texts)
{
    /// <summary>The fields that can be typed in.</summary>
    public static IReadOnlyList<RecordField> Fields(RecordStream stream) =>
        [
            RecordField.CaseNo,
            RecordField.ItemCode,
            RecordField.Channel,
            RecordField.AcceptedAt,
            RecordField.ClosedAt,
            RecordField.Outcome,
            RecordField.Satisfaction,
            .. stream == RecordStream.Appeals ? (RecordField[])[RecordField.AppealSource, RecordField.FirstReplyAt] : [],
        ];
}
